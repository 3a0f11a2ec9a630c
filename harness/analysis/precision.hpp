// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace bxbench::analysis {

/// Whether a cell needs no more samples: half the width of its median's 95 % interval is at most
/// `target` (0.05: 5 %) of the median. Never below `fewest_to_be_precise()` samples. What asking
/// after every sample does to the interval is in tests/README.md.
bool precise_enough(const std::vector<double>& seconds, double target);

/// With fewer samples the median has no 95 % interval.
std::size_t fewest_to_be_precise();

}  // namespace bxbench::analysis
