// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/precision.hpp>
#include <harness/analysis/stats/summary.hpp>

namespace bxbench::analysis {

bool precise_enough(const std::vector<double>& seconds, double target) {
  const auto summary = stats::summarize(seconds);
  if (!summary.ci95) return false;
  return (summary.ci95->second - summary.ci95->first) / 2 <= target * *summary.median;
}

std::size_t fewest_to_be_precise() {
  return stats::samples_for_ci95;
}

}  // namespace bxbench::analysis
