// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/stats/paired.hpp>

#include <optional>
#include <vector>

namespace bxbench::analysis::stats {

// For samples that were not taken in pairs, e.g. those of two runs: Hollander, Wolfe & Chicken,
// Nonparametric Statistical Methods, 3rd ed., 4.1 (test), 4.2 (estimate), 4.3 (interval). Both
// sides may have any shape, but the same one.

/// Two-sided p value of Mann and Whitney's test: the share of all ways to deal the values to the
/// two sides that make the rank sum as one-sided as it is. Exact under ties (midranks); with more
/// than 100 values the normal approximation. Nothing when one side is empty.
std::optional<double> mann_whitney_p(const std::vector<double>& one,
                                     const std::vector<double>& other);

/// Hodges-Lehmann shift of `one` from `other`: the median of all differences, its exact
/// order-statistic interval where the sizes allow 95 % (4 and 4, 3 and 5), and the p value above.
/// `pairs` is 0. Nothing when one side is empty.
std::optional<Shift> unpaired_difference(const std::vector<double>& one,
                                         const std::vector<double>& other);

/// The same on logarithms; all values must be positive, else nothing.
std::optional<Ratio> unpaired_ratio(const std::vector<double>& value,
                                    const std::vector<double>& baseline);

}  // namespace bxbench::analysis::stats
