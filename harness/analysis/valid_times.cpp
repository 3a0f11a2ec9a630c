// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/valid_times.hpp>

namespace bxbench::analysis {

std::map<int, double> valid_times(const Cell& cell) {
  std::map<int, double> times;
  for (const auto& sample : cell.samples)
    if (sample.valid) times[sample.repetition] = sample.job_seconds;
  return times;
}

}  // namespace bxbench::analysis
