// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/stats/ranks.hpp>
#include <harness/analysis/stats/signed_rank.hpp>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/statistics/univariate_statistics.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace bxbench::analysis::stats {
namespace {

constexpr std::size_t exact_up_to = 200;

/// P(sum = s), s = 0, 1, …, when each weight is part of the sum with probability 1/2.
std::vector<double> sum_distribution(const std::vector<int>& weights) {
  std::vector<double> share{1};
  for (const int weight : weights) {
    const auto step = static_cast<std::size_t>(weight), size = share.size();
    share.resize(size + step, 0.0);
    for (std::size_t sum = share.size(); sum-- > 0;)
      share[sum] = ((sum < size ? share[sum] : 0) + (sum >= step ? share[sum - step] : 0)) / 2;
  }
  return share;
}

/// P(sum <= s) of the same by the normal distribution, with a continuity correction of `half`.
double normal_share(const std::vector<int>& weights, double sum, double half) {
  double mean = 0, variance = 0;
  for (const double weight : weights) {
    mean += weight / 2;
    variance += weight * weight / 4;
  }
  return boost::math::cdf(boost::math::normal(mean, std::sqrt(variance)), sum + half);
}

std::vector<double> walsh_averages(const std::vector<double>& differences) {
  std::vector<double> averages;
  averages.reserve(differences.size() * (differences.size() + 1) / 2);
  for (std::size_t i = 0; i < differences.size(); ++i)
    for (std::size_t j = i; j < differences.size(); ++j)
      averages.push_back((differences[i] + differences[j]) / 2);
  return averages;
}

/// The largest k with 2 P(W < k) <= 5 %; 0: there is none.
std::size_t interval_rank(std::size_t count) {
  std::vector<int> ranks(count);
  std::iota(ranks.begin(), ranks.end(), 1);
  const auto share = count <= exact_up_to ? sum_distribution(ranks) : std::vector<double>{};
  double below = 0;
  for (std::size_t k = 0;; ++k) {
    below = share.empty() ? normal_share(ranks, static_cast<double>(k), 0.5) : below + share[k];
    if (2 * below > 1 - confidence) return k;
  }
}

}  // namespace

double signed_rank_p(const std::vector<double>& differences) {
  std::vector<double> sizes;
  std::vector<bool> positive;
  for (const double difference : differences) {
    if (difference == 0) continue;
    sizes.push_back(std::abs(difference));
    positive.push_back(difference > 0);
  }
  const auto ranks = doubled_midranks(sizes);
  int above = 0, total = 0;
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    total += ranks[i];
    if (positive[i]) above += ranks[i];
  }
  const auto smaller = std::min(above, total - above);
  if (2 * smaller == total) return 1;
  if (ranks.size() > exact_up_to) return std::min(1.0, 2 * normal_share(ranks, smaller, 1));
  const auto share = sum_distribution(ranks);
  return std::min(1.0, 2 * std::accumulate(share.begin(), share.begin() + smaller + 1, 0.0));
}

double hodges_lehmann(const std::vector<double>& differences) {
  auto averages = walsh_averages(differences);
  return boost::math::statistics::median(averages);
}

std::optional<Interval> signed_rank_interval(const std::vector<double>& differences) {
  const auto rank = interval_rank(differences.size());
  if (rank == 0) return std::nullopt;
  auto averages = walsh_averages(differences);
  std::sort(averages.begin(), averages.end());
  return Interval{averages[rank - 1], averages[averages.size() - rank]};
}

}  // namespace bxbench::analysis::stats
