// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/stats/rank_sum.hpp>
#include <harness/analysis/stats/ranks.hpp>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/statistics/univariate_statistics.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace bxbench::analysis::stats {
namespace {

constexpr std::size_t exact_up_to = 100;

/// P(sum = s), s = 0, 1, …, of `drawn` of the ranks, every choice being as likely.
std::vector<double> sum_distribution(const std::vector<int>& ranks, std::size_t drawn) {
  const auto largest = static_cast<std::size_t>(std::accumulate(ranks.begin(), ranks.end(), 0));
  std::vector<std::vector<double>> ways(drawn + 1, std::vector<double>(largest + 1));
  ways[0][0] = 1;
  for (const int rank : ranks)
    for (std::size_t taken = drawn; taken > 0; --taken)
      for (auto sum = static_cast<std::size_t>(rank); sum <= largest; ++sum)
        ways[taken][sum] += ways[taken - 1][sum - static_cast<std::size_t>(rank)];
  double all = 0;
  for (const double count : ways[drawn])
    all += count;
  for (double& count : ways[drawn])
    count /= all;
  return std::move(ways[drawn]);
}

/// The normal distribution with the moments of a sum of `drawn` of the ranks.
boost::math::normal normal_distribution(const std::vector<int>& ranks, std::size_t drawn) {
  const std::vector<double> values(ranks.begin(), ranks.end());
  const auto share = static_cast<double>(drawn), rest = static_cast<double>(ranks.size()) - share;
  const auto mean = boost::math::statistics::mean(values);
  const auto variance = boost::math::statistics::sample_variance(values);
  return boost::math::normal(
      share * mean, std::sqrt(variance * share * rest / static_cast<double>(ranks.size())));
}

/// The largest k with 2 P(U < k) <= 5 %; 0: there is none.
std::size_t interval_rank(std::size_t one, std::size_t other) {
  std::vector<int> ranks(one + other);
  std::iota(ranks.begin(), ranks.end(), 1);
  const auto drawn = std::min(one, other), least = drawn * (drawn + 1) / 2;
  const bool exact = ranks.size() <= exact_up_to;
  const auto share = exact ? sum_distribution(ranks, drawn) : std::vector<double>{};
  const auto normal = normal_distribution(ranks, drawn);
  double below = 0;
  for (std::size_t k = 0; k <= one * other; ++k) {
    below = exact ? below + share[least + k]
                  : boost::math::cdf(normal, static_cast<double>(least + k) + 0.5);
    if (2 * below > 1 - confidence) return k;
  }
  return 0;
}

std::vector<double> logarithms(std::vector<double> values) {
  for (double& value : values)
    value = std::log(value);
  return values;
}

}  // namespace

std::optional<double> mann_whitney_p(const std::vector<double>& one,
                                     const std::vector<double>& other) {
  if (one.empty() || other.empty()) return std::nullopt;
  auto values = one.size() < other.size() ? one : other;
  const auto drawn = values.size();
  const auto& rest = one.size() < other.size() ? other : one;
  values.insert(values.end(), rest.begin(), rest.end());
  const auto ranks = doubled_midranks(values);
  const int sum = std::accumulate(ranks.begin(), ranks.begin() + static_cast<long>(drawn), 0);
  // Doubled ranks are n + 1 on average.
  const int mean = static_cast<int>(drawn * (ranks.size() + 1));
  const int off = std::abs(sum - mean);
  if (off == 0) return 1;
  if (ranks.size() > exact_up_to)
    return std::min(1.0, 2 * boost::math::cdf(normal_distribution(ranks, drawn), mean - off + 1));
  const auto share = sum_distribution(ranks, drawn);
  double p = 0;  // under ties the two tails may differ
  for (std::size_t s = 0; s < share.size(); ++s)
    if (std::abs(static_cast<int>(s) - mean) >= off) p += share[s];
  return std::min(1.0, p);
}

std::optional<Shift> unpaired_difference(const std::vector<double>& one,
                                         const std::vector<double>& other) {
  if (one.empty() || other.empty()) return std::nullopt;
  std::vector<double> differences;
  differences.reserve(one.size() * other.size());
  for (const double value : one)
    for (const double reference : other)
      differences.push_back(value - reference);
  std::sort(differences.begin(), differences.end());
  Shift shift;
  if (const auto rank = interval_rank(one.size(), other.size()); rank > 0)
    shift.ci95 = Interval{differences[rank - 1], differences[differences.size() - rank]};
  shift.p = mann_whitney_p(one, other);
  shift.value = boost::math::statistics::median(differences);  // last: it may reorder
  return shift;
}

std::optional<Ratio> unpaired_ratio(const std::vector<double>& value,
                                    const std::vector<double>& baseline) {
  const auto positive = [](double seconds) { return seconds > 0; };
  if (!std::all_of(value.begin(), value.end(), positive) ||
      !std::all_of(baseline.begin(), baseline.end(), positive))
    return std::nullopt;
  const auto shift = unpaired_difference(logarithms(value), logarithms(baseline));
  if (!shift) return std::nullopt;
  Ratio ratio{std::exp(shift->value), {}, shift->p, 0};
  if (shift->ci95)
    ratio.ci95 = Interval{std::exp(shift->ci95->first), std::exp(shift->ci95->second)};
  return ratio;
}

}  // namespace bxbench::analysis::stats
