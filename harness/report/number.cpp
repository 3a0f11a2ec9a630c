// SPDX-License-Identifier: Apache-2.0
#include <harness/report/number.hpp>

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace bxbench::report {
namespace {

constexpr const char* unknown = "–";

std::string minutes(double seconds) {
  const auto whole = std::llround(seconds);
  if (whole < 3600) return fmt::format("{} m {:02} s", whole / 60, whole % 60);
  const auto rounded = std::llround(seconds / 60);
  return fmt::format("{} h {:02} m", rounded / 60, rounded % 60);
}

/// "1:42", "2:05:00".
std::string clock_face(double seconds) {
  const auto whole = std::llround(seconds);
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

// Each limit is where rounding would add a digit.
constexpr double milliseconds_below = 0.0995, hundredths_below = 9.995, minutes_from = 59.95;

/// A bound in the unit and with the decimals that a median gets.
std::string bound(double median, double value) {
  if (median < milliseconds_below) return fmt::format("{:.0f}", value * 1000);
  if (median < hundredths_below) return fmt::format("{:.2f}", value);
  if (median < minutes_from) return fmt::format("{:.1f}", value);
  return clock_face(value);
}

}  // namespace

std::string human_seconds(double seconds) {
  if (!std::isfinite(seconds) || seconds < 0) return unknown;
  if (seconds < milliseconds_below) return bound(seconds, seconds) + " ms";
  if (seconds < minutes_from) return bound(seconds, seconds) + " s";
  return minutes(seconds);
}

std::string human_interval(double median, double low, double high) {
  return fmt::format("[{}–{}]", bound(median, low), bound(median, high));
}

std::string human_bytes(Bytes bytes) {
  if (bytes < 1000) return fmt::format("{} B", bytes);
  constexpr std::array units{"kB", "MB", "GB", "TB", "PB", "EB"};
  double value = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  for (; value >= 999.95 && unit + 1 < units.size(); ++unit)
    value /= 1000;
  return fmt::format("{:.1f} {}", value, units[unit]);
}

std::string human_ratio(double ratio) {
  if (!std::isfinite(ratio) || ratio < 0) return unknown;
  if (ratio < 0.005) return "<0.01×";
  if (ratio < 9.995) return fmt::format("{:.2f}×", ratio);
  return ratio < 99.95 ? fmt::format("{:.1f}×", ratio) : fmt::format("{:.0f}×", ratio);
}

}  // namespace bxbench::report
