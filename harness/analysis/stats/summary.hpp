// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/stats/interval.hpp>

#include <optional>
#include <vector>

namespace bxbench::analysis::stats {

/// A distribution in a few numbers; missing is no value, never 0.
struct Summary {
  std::optional<double> median, min, max, mean;
  std::optional<double> stddev;  ///< divisor n-1; none below two samples
  /// Distribution-free interval of the median from order statistics, confidence at least 95 %:
  /// the smallest symmetric pair of ranks whose binomial(n, 1/2) coverage reaches it
  /// (Hahn & Meeker, Statistical Intervals, 5.2). None below six samples.
  std::optional<Interval> ci95;
  /// How often an interval like the one that is shown covers the median, exactly: that of `ci95`,
  /// and below six samples that of [min, max]: 1 - 2^(1-n), so 93.75 % of five samples, 87.5 % of
  /// four, 75 % of three. None below three.
  std::optional<double> ci_coverage;
  std::vector<double> samples;  ///< in the order given
};

Summary summarize(std::vector<double> samples);

/// The interval that `ci_coverage` belongs to: `ci95`, or [min, max] of three to five samples.
std::optional<Interval> best_interval(const Summary& summary);

/// Fewer samples give no `ci95`.
constexpr std::size_t samples_for_ci95 = 6;

}  // namespace bxbench::analysis::stats
