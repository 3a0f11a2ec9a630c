// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <utility>
#include <vector>

namespace bxbench::analysis::stats {

using Interval = std::pair<double, double>;

/// A distribution in a few numbers; missing is no value, never 0.
struct Summary {
  std::optional<double> median, min, max, mean;
  std::optional<double> stddev;  ///< divisor n-1; none below two samples
  /// Distribution-free interval of the median from order statistics, confidence at least 95 %:
  /// the smallest symmetric pair of ranks whose binomial(n, 1/2) coverage reaches it
  /// (Hahn & Meeker, Statistical Intervals, 5.2). None below six samples.
  std::optional<Interval> ci95;
  std::vector<double> samples;  ///< in the order given
};

Summary summarize(std::vector<double> samples);

/// Ratio of medians `value` / `baseline`, and its percentile bootstrap interval (2000 resamples,
/// fixed seed) when both have at least five samples.
struct Ratio {
  double value = 0;
  std::optional<Interval> ci95;
};
std::optional<Ratio> ratio_of_medians(const std::vector<double>& value,
                                      const std::vector<double>& baseline);

}  // namespace bxbench::analysis::stats
