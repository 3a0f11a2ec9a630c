// SPDX-License-Identifier: Apache-2.0
#include <harness/report/history/sparkline.hpp>

#include <boost/math/statistics/univariate_statistics.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace bxbench::report {
namespace {

constexpr std::array blocks{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr std::array letters{".", ":", "-", "=", "+", "*", "#", "@"};
constexpr double least_range = 0.2;  ///< of the median

double median_of(std::vector<double> values) {
  return boost::math::statistics::median(values);
}

std::vector<double> thinned(const std::vector<double>& values, std::size_t width) {
  if (values.size() <= width) return values;
  const auto at = [&](std::size_t place) {
    return values.begin() + static_cast<std::ptrdiff_t>(place * values.size() / width);
  };
  std::vector<double> medians;
  for (std::size_t place = 0; place < width; ++place)
    medians.push_back(median_of({at(place), at(place + 1)}));
  return medians;
}

}  // namespace

std::string sparkline(std::vector<double> values, int width, bool unicode) {
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  if (values.empty() || width < 1) return {};
  values = thinned(values, static_cast<std::size_t>(width));
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  const double room = least_range * std::abs(median_of(values)) - (*most - *least);
  const double low = *least - std::max(0.0, room / 2);
  const double range = *most - *least + std::max(0.0, room);
  const auto& levels = unicode ? blocks : letters;
  std::string line;
  for (const double value : values) {
    const double share = range > 0 ? (value - low) / range : 0.5;
    const auto level = static_cast<std::size_t>(share * static_cast<double>(levels.size()));
    line += levels[std::min(level, levels.size() - 1)];
  }
  return line;
}

}  // namespace bxbench::report
