// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/stats/paired.hpp>
#include <harness/analysis/stats/signed_rank.hpp>
#include <tests/bench/statistics/candidates.hpp>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/random/uniform_int_distribution.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace bxbench::bench {
namespace {

using tests::Generator;
using tests::Pairs;
using Values = std::vector<double>;

constexpr std::size_t resamples = 199;  // + 1: whole ranks at 2.5 %

std::size_t draw(std::size_t below, Generator& generator) {
  return boost::random::uniform_int_distribution<std::size_t>(0, below - 1)(generator);
}

double median(Values values) {
  const auto middle = values.begin() + static_cast<long>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 != 0) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

double mean(const Values& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Standard error of the mean.
double error(const Values& values) {
  const double center = mean(values), count = static_cast<double>(values.size());
  double squares = 0;
  for (const double value : values)
    squares += (value - center) * (value - center);
  return std::sqrt(squares / (count - 1) / count);
}

Values log_ratios(const Pairs& pairs) {
  Values ratios;
  ratios.reserve(pairs.value.size());
  for (std::size_t i = 0; i < pairs.value.size(); ++i)
    ratios.push_back(std::log(pairs.value[i] / pairs.baseline[i]));
  return ratios;
}

/// Whether 0 is outside of the ranks that leave out `low` and `high` of the bootstrap values.
bool leaves_out_zero(Values values, double low, double high) {
  std::sort(values.begin(), values.end());
  const auto at = [&](double share) {
    const auto rank = std::lround(share * static_cast<double>(values.size() + 1));
    return values[static_cast<std::size_t>(std::clamp(rank, 1L, static_cast<long>(values.size()))) -
                  1];
  };
  return at(low) > 0 || at(high) < 0;
}

bool unpaired_percentile(const Pairs& pairs, Generator& generator) {
  Values logs(resamples), value(pairs.value.size()), baseline(value.size());
  for (double& one : logs) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      value[i] = pairs.value[draw(value.size(), generator)];
      baseline[i] = pairs.baseline[draw(value.size(), generator)];
    }
    one = std::log(median(value) / median(baseline));
  }
  return leaves_out_zero(std::move(logs), 0.025, 0.975);
}

bool paired_percentile(const Pairs& pairs, Generator& generator) {
  Values logs(resamples), value(pairs.value.size()), baseline(value.size());
  for (double& one : logs) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      const auto block = draw(value.size(), generator);
      value[i] = pairs.value[block];
      baseline[i] = pairs.baseline[block];
    }
    one = std::log(median(value) / median(baseline));
  }
  return leaves_out_zero(std::move(logs), 0.025, 0.975);
}

Values resampled(const Values& values, Generator& generator) {
  Values drawn(values.size());
  for (double& value : drawn)
    value = values[draw(values.size(), generator)];
  return drawn;
}

/// Efron, Better Bootstrap Confidence Intervals, JASA 82 (1987), of the mean log ratio.
bool bca(const Pairs& pairs, Generator& generator) {
  const auto ratios = log_ratios(pairs);
  const double center = mean(ratios);
  Values means(resamples);
  for (double& one : means)
    one = mean(resampled(ratios, generator));
  const auto less = std::count_if(means.begin(), means.end(), [&](double m) { return m < center; });
  double squares = 0, cubes = 0;  // the jackknife's deviations are those of the values
  for (const double ratio : ratios) {
    squares += (ratio - center) * (ratio - center);
    cubes += std::pow(ratio - center, 3);
  }
  const boost::math::normal normal;
  const double bias = boost::math::quantile(
      normal, (static_cast<double>(less) + 0.5) / (static_cast<double>(resamples) + 1));
  const double acceleration = cubes / (6 * std::pow(squares, 1.5));
  const auto share = [&](double p) {
    const double z = bias + boost::math::quantile(normal, p);
    return boost::math::cdf(normal, bias + z / (1 - acceleration * z));
  };
  return leaves_out_zero(std::move(means), share(0.025), share(0.975));
}

/// Efron & Tibshirani, An Introduction to the Bootstrap, 12.5. Resamples without scatter drop out.
bool studentised(const Pairs& pairs, Generator& generator) {
  const auto ratios = log_ratios(pairs);
  const double center = mean(ratios);
  Values scores;
  for (std::size_t i = 0; i < resamples; ++i) {
    const auto drawn = resampled(ratios, generator);
    if (const double spread = error(drawn); spread > 0)
      scores.push_back((mean(drawn) - center) / spread);
  }
  for (double& score : scores)  // of the interval: the ends swap
    score = center - score * error(ratios);
  return leaves_out_zero(std::move(scores), 0.025, 0.975);
}

/// Fisher and Pitman's permutation test of the mean: all sign flips up to 12 pairs, else drawn
/// ones.
bool sign_flips(const Pairs& pairs, Generator& generator) {
  const auto ratios = log_ratios(pairs);
  const double sum = std::abs(std::accumulate(ratios.begin(), ratios.end(), 0.0)) * (1 - 1e-12);
  const bool all = ratios.size() <= 12;
  const std::size_t flips = all ? std::size_t{1} << ratios.size() : 999;
  std::size_t reached = all ? 0 : 1;
  for (std::size_t flip = 0; flip < flips; ++flip) {
    const auto signs = all ? flip : generator();
    double flipped = 0;
    for (std::size_t i = 0; i < ratios.size(); ++i)
      flipped += (signs >> i & 1) != 0 ? ratios[i] : -ratios[i];
    reached += std::abs(flipped) >= sum ? 1 : 0;
  }
  return static_cast<double>(reached) <= 0.05 * static_cast<double>(all ? flips : flips + 1);
}

bool signed_ranks(const Pairs& pairs, Generator&) {
  const auto interval = analysis::stats::signed_rank_interval(log_ratios(pairs));
  return interval && (interval->first > 0 || interval->second < 0);
}

bool student(const Pairs& pairs, Generator&) {
  const auto ratios = log_ratios(pairs);
  const boost::math::students_t distribution(static_cast<double>(ratios.size()) - 1);
  return std::abs(mean(ratios)) > boost::math::quantile(distribution, 0.975) * error(ratios);
}

bool chosen(const Pairs& pairs, Generator&) {
  return analysis::stats::differs(*analysis::stats::paired_ratio(pairs.value, pairs.baseline));
}

constexpr Candidate all[] = {
    {"percentile bootstrap, unpaired", unpaired_percentile},
    {"percentile bootstrap, paired", paired_percentile},
    {"BCa bootstrap of log ratios", bca},
    {"studentised bootstrap", studentised},
    {"sign flips of the mean", sign_flips},
    {"signed ranks", signed_ranks},
    {"Student's t on log ratios", student},
    {"chosen: t below 6, then ranks", chosen},
};

}  // namespace

std::span<const Candidate> candidates() {
  return all;
}

}  // namespace bxbench::bench
