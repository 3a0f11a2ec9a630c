// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/stats/paired.hpp>
#include <harness/analysis/stats/signed_rank.hpp>

#include <boost/math/distributions/students_t.hpp>
#include <boost/math/statistics/univariate_statistics.hpp>

#include <algorithm>
#include <cmath>

namespace bxbench::analysis::stats {
namespace {

constexpr std::size_t fewest_for_student = 3, fewest_for_ranks = 6;

/// Without any scatter nothing is known about it, and there is no interval.
void add_student(Shift& shift, const Differences& differences) {
  namespace statistics = boost::math::statistics;
  const auto count = static_cast<double>(differences.size());
  const double mean = statistics::mean(differences);
  const double error = std::sqrt(statistics::sample_variance(differences) / count);
  if (!(error > 0)) return;
  const boost::math::students_t distribution(count - 1);
  const double reach =
      error * boost::math::quantile(boost::math::complement(distribution, (1 - confidence) / 2));
  shift.ci95 = Interval{mean - reach, mean + reach};
  shift.p = 2 * boost::math::cdf(boost::math::complement(distribution, std::abs(mean) / error));
}

}  // namespace

std::optional<Shift> paired_shift(const Differences& differences) {
  if (differences.empty()) return std::nullopt;
  Shift shift;
  shift.pairs = static_cast<int>(differences.size());
  shift.value = hodges_lehmann(differences);
  if (differences.size() >= fewest_for_ranks) {
    shift.ci95 = signed_rank_interval(differences);
    shift.p = signed_rank_p(differences);
  } else if (differences.size() >= fewest_for_student) {
    add_student(shift, differences);
  }
  return shift;
}

std::optional<Ratio> paired_ratio(const std::vector<double>& value,
                                  const std::vector<double>& baseline) {
  Differences logarithms;
  for (std::size_t i = 0; i < std::min(value.size(), baseline.size()); ++i)
    if (value[i] > 0 && baseline[i] > 0) logarithms.push_back(std::log(value[i] / baseline[i]));
  const auto shift = paired_shift(logarithms);
  if (!shift) return std::nullopt;
  Ratio ratio{std::exp(shift->value), {}, shift->p, shift->pairs};
  if (shift->ci95)
    ratio.ci95 = Interval{std::exp(shift->ci95->first), std::exp(shift->ci95->second)};
  return ratio;
}

std::optional<Shift> paired_difference(const std::vector<double>& value,
                                       const std::vector<double>& baseline) {
  Differences differences;
  for (std::size_t i = 0; i < std::min(value.size(), baseline.size()); ++i)
    differences.push_back(value[i] - baseline[i]);
  return paired_shift(differences);
}

bool differs(const Ratio& ratio) {
  if (!ratio.ci95 || !ratio.p || *ratio.p > 1 - confidence) return false;
  return ratio.ci95->first > 1 || ratio.ci95->second < 1;
}

}  // namespace bxbench::analysis::stats
