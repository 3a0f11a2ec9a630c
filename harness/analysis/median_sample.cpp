// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/median_sample.hpp>

#include <algorithm>

namespace bxbench::analysis {

const measure::Sample* median_sample(const std::vector<measure::Sample>& samples) {
  std::vector<const measure::Sample*> valid;
  for (const auto& sample : samples)
    if (sample.valid) valid.push_back(&sample);
  if (valid.empty()) return nullptr;
  const auto middle = valid.begin() + static_cast<std::ptrdiff_t>((valid.size() - 1) / 2);
  std::nth_element(valid.begin(), middle, valid.end(), [](const auto* one, const auto* other) {
    return one->job_seconds < other->job_seconds;
  });
  return *middle;
}

}  // namespace bxbench::analysis
