// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/stats/interval.hpp>

#include <optional>
#include <vector>

namespace bxbench::analysis::stats {

// Wilcoxon's signed-rank procedures for paired differences: Hollander, Wolfe & Chicken,
// Nonparametric Statistical Methods, 3rd ed., 3.1 (test), 3.2 (estimate), 3.3 (interval). They
// assume no shape, only that a difference is as likely to lie so far above the shift as below it,
// which holds of two cells with the same distribution in every block.

/// Two-sided p value of "the differences scatter around 0": the share of all 2^n ways to flip their
/// signs that make the rank sum as one-sided as it is. Exact under ties (midranks; zeros drop out);
/// above 200 differences the normal approximation. 1 when none differs from 0.
double signed_rank_p(const std::vector<double>& differences);

/// Hodges-Lehmann estimate: the median of the means of all pairs of differences (and of each with
/// itself). `differences` must not be empty.
double hodges_lehmann(const std::vector<double>& differences);

/// The shifts that `signed_rank_p` would not reject at 5 %: an exact order-statistic interval of
/// those means. None below six differences, where no 95 % are to be had.
std::optional<Interval> signed_rank_interval(const std::vector<double>& differences);

}  // namespace bxbench::analysis::stats
