// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/stats/welch.hpp>

#include <boost/math/distributions/students_t.hpp>
#include <boost/math/statistics/univariate_statistics.hpp>

#include <cmath>

namespace bxbench::analysis::stats {
namespace {

/// Nothing where one is not positive.
std::vector<double> logarithms(const std::vector<double>& values) {
  std::vector<double> logs;
  for (const double value : values) {
    if (!(value > 0) || !std::isfinite(value)) return {};
    logs.push_back(std::log(value));
  }
  return logs;
}

}  // namespace

std::optional<Ratio> welch_ratio(const std::vector<double>& value,
                                 const std::vector<double>& baseline) {
  namespace statistics = boost::math::statistics;
  const auto one = logarithms(value), other = logarithms(baseline);
  if (one.size() < 2 || other.size() < 2) return std::nullopt;
  const double n = static_cast<double>(one.size()), m = static_cast<double>(other.size());
  const double a = statistics::sample_variance(one) / n;
  const double b = statistics::sample_variance(other) / m;
  if (!(a + b > 0)) return std::nullopt;
  const double freedom = (a + b) * (a + b) / (a * a / (n - 1) + b * b / (m - 1));
  const double shift = statistics::mean(one) - statistics::mean(other);
  const double error = std::sqrt(a + b);
  const boost::math::students_t distribution(freedom);
  const double reach = error * boost::math::quantile(distribution, (1 + confidence) / 2);
  Ratio ratio{std::exp(shift), Interval{std::exp(shift - reach), std::exp(shift + reach)}, {}, 0};
  ratio.p = 2 * boost::math::cdf(boost::math::complement(distribution, std::abs(shift) / error));
  return ratio;
}

}  // namespace bxbench::analysis::stats
