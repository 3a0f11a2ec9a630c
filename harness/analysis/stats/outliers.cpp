// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/stats/outliers.hpp>

#include <boost/math/statistics/univariate_statistics.hpp>

#include <algorithm>
#include <cmath>

namespace bxbench::analysis::stats {
namespace {

constexpr double limit = 3.5, per_mad = 0.6745, per_mean_deviation = 1.253314;
constexpr double matters = 0.05, matters_first = 0.10;
constexpr std::size_t fewest = 6, fewest_with_first = 5;

double median(std::vector<double> values) {
  return boost::math::statistics::median(values);
}

/// What a distance from the median is divided by for its score; 0: all samples are equal.
double scale(const std::vector<double>& samples, double center) {
  std::vector<double> deviations;
  deviations.reserve(samples.size());
  for (const double sample : samples)
    deviations.push_back(std::abs(sample - center));
  if (const double mad = median(deviations); mad > 0) return mad / per_mad;
  return per_mean_deviation * boost::math::statistics::mean(deviations);
}

}  // namespace

std::vector<double> modified_z_scores(const std::vector<double>& samples) {
  if (samples.empty()) return {};
  const double center = median(samples), unit = scale(samples, center);
  std::vector<double> scores;
  scores.reserve(samples.size());
  for (const double sample : samples)
    scores.push_back(unit > 0 ? (sample - center) / unit : 0);
  return scores;
}

std::vector<std::size_t> outliers(const std::vector<double>& samples) {
  std::vector<std::size_t> places;
  if (samples.size() < fewest) return places;
  const double center = median(samples);
  const auto scores = modified_z_scores(samples);
  for (std::size_t i = 0; i < samples.size(); ++i)
    if (std::abs(scores[i]) > limit && std::abs(samples[i] - center) > matters * center)
      places.push_back(i);
  return places;
}

std::optional<double> slow_first(const std::vector<double>& samples) {
  if (samples.size() < fewest_with_first) return std::nullopt;
  const double first = samples.front();
  const std::vector<double> others(samples.begin() + 1, samples.end());
  const double center = median(others);
  const bool far = first - center > limit * scale(others, center);
  if (!far || first <= *std::max_element(others.begin(), others.end())) return std::nullopt;
  if (!(center > 0) || first < (1 + matters_first) * center) return std::nullopt;
  return first / center;
}

}  // namespace bxbench::analysis::stats
