// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/stats/paired.hpp>

#include <optional>
#include <vector>

namespace bxbench::analysis::stats {

/// Welch's t on the logarithms of two independent lists: ratio of geometric means, 95 % interval
/// and two-sided p value, with the degrees of freedom of Welch and Satterthwaite (B. L. Welch,
/// Biometrika 34 (1947)). For samples that are too few for the rank tests: their smallest p value
/// is 2 / C(n+m, n), 1 % with four and five. `pairs` is 0. Nothing below two values on a side,
/// where a value is not positive, or where neither side scatters.
std::optional<Ratio> welch_ratio(const std::vector<double>& value,
                                 const std::vector<double>& baseline);

}  // namespace bxbench::analysis::stats
