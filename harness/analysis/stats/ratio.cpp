// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/stats/summary.hpp>

#include <boost/math/statistics/univariate_statistics.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_int_distribution.hpp>

#include <algorithm>

namespace bxbench::analysis::stats {
namespace {

constexpr std::size_t resamples = 2000;
constexpr std::size_t fewest_samples = 5;

// Boost's generator and distribution give the same numbers on every platform; the standard's
// distributions need not, and a report must not depend on where it is made.
using Generator = boost::random::mt19937_64;

double median(std::vector<double> samples) {
  return boost::math::statistics::median(samples);
}

double resampled_median(const std::vector<double>& samples, Generator& generator) {
  boost::random::uniform_int_distribution<std::size_t> pick(0, samples.size() - 1);
  std::vector<double> drawn(samples.size());
  std::generate(drawn.begin(), drawn.end(), [&] { return samples[pick(generator)]; });
  return median(std::move(drawn));
}

std::optional<Interval> bootstrap(const std::vector<double>& value,
                                  const std::vector<double>& baseline) {
  if (std::min(value.size(), baseline.size()) < fewest_samples) return std::nullopt;
  if (*std::min_element(baseline.begin(), baseline.end()) <= 0) return std::nullopt;
  Generator generator(20'240'229);  // any number will do, as long as it stays
  std::vector<double> ratios(resamples);
  for (auto& ratio : ratios) {
    const double numerator = resampled_median(value, generator);
    ratio = numerator / resampled_median(baseline, generator);
  }
  std::sort(ratios.begin(), ratios.end());
  constexpr std::size_t tail = resamples / 40;  // 2.5 %
  return Interval{ratios[tail - 1], ratios[resamples - tail]};
}

}  // namespace

std::optional<Ratio> ratio_of_medians(const std::vector<double>& value,
                                      const std::vector<double>& baseline) {
  if (value.empty() || baseline.empty()) return std::nullopt;
  const double reference = median(baseline);
  if (reference <= 0) return std::nullopt;
  return Ratio{median(value) / reference, bootstrap(value, baseline)};
}

}  // namespace bxbench::analysis::stats
