// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/stats/summary.hpp>

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/statistics/univariate_statistics.hpp>

#include <algorithm>
#include <cmath>

namespace bxbench::analysis::stats {
namespace {

/// See the doc comment of Summary::ci95. Ranks r and n+1-r cover the median with probability
/// 1 - 2 P(B < r) for B ~ binomial(n, 1/2).
std::optional<Interval> median_interval(const std::vector<double>& sorted) {
  const std::size_t count = sorted.size();
  if (count == 0) return std::nullopt;
  const boost::math::binomial_distribution<> below(static_cast<double>(count), 0.5);
  std::size_t rank = 0;
  while (rank < count / 2 && 2 * boost::math::cdf(below, static_cast<double>(rank)) <= 0.05)
    ++rank;
  if (rank == 0) return std::nullopt;
  return Interval{sorted[rank - 1], sorted[count - rank]};
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
  summary.ci95 = median_interval(samples);
  summary.median = statistics::median(samples);  // last: it may reorder
  return summary;
}

}  // namespace bxbench::analysis::stats
