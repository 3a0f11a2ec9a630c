// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/stats/summary.hpp>

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/statistics/univariate_statistics.hpp>

#include <algorithm>
#include <cmath>

namespace bxbench::analysis::stats {
namespace {

constexpr std::size_t samples_for_range = 3;

/// Ranks r and n+1-r cover the median of a continuous distribution with probability
/// 1 - 2 P(B < r) for B ~ binomial(n, 1/2).
double coverage_of_ranks(std::size_t count, std::size_t rank) {
  const boost::math::binomial_distribution<> below(static_cast<double>(count), 0.5);
  return 1 - 2 * boost::math::cdf(below, static_cast<double>(rank) - 1);
}

void add_interval(Summary& summary, const std::vector<double>& sorted) {
  const std::size_t count = sorted.size();
  if (count < samples_for_range) return;
  std::size_t rank = 1;
  while (rank + 1 <= count / 2 && coverage_of_ranks(count, rank + 1) >= confidence)
    ++rank;
  summary.ci_coverage = coverage_of_ranks(count, rank);
  if (*summary.ci_coverage >= confidence)
    summary.ci95 = Interval{sorted[rank - 1], sorted[count - rank]};
}

}  // namespace

Summary summarize(std::vector<double> samples) {
  Summary summary;
  summary.samples = samples;
  if (samples.empty()) return summary;
  namespace statistics = boost::math::statistics;
  std::sort(samples.begin(), samples.end());
  summary.min = samples.front();
  summary.max = samples.back();
  summary.mean = statistics::mean(samples);
  if (samples.size() > 1) summary.stddev = std::sqrt(statistics::sample_variance(samples));
  add_interval(summary, samples);
  summary.median = statistics::median(samples);  // last: it may reorder
  return summary;
}

std::optional<Interval> best_interval(const Summary& summary) {
  if (summary.ci95) return summary.ci95;
  if (!summary.ci_coverage || !summary.min || !summary.max) return std::nullopt;
  return Interval{*summary.min, *summary.max};
}

}  // namespace bxbench::analysis::stats
