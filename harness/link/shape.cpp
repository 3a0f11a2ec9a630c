// SPDX-License-Identifier: Apache-2.0
#include <harness/link/shape.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace bxbench::link {
namespace {

using namespace std::chrono_literals;

using Unit = std::pair<std::string_view, double>;
constexpr std::array bandwidth_units{Unit{"kB/s", 1e3},       Unit{"MB/s", 1e6},
                                     Unit{"GB/s", 1e9},       Unit{"kbit/s", 1e3 / 8},
                                     Unit{"Mbit/s", 1e6 / 8}, Unit{"Gbit/s", 1e9 / 8}};
constexpr std::array latency_units{Unit{"us", 1}, Unit{"ms", 1e3}, Unit{"s", 1e6}};

constexpr std::array presets{
    std::pair{std::string_view("none"), Shape{}},
    std::pair{std::string_view("github"), Shape{125e6, 125e6, 5ms}},
    std::pair{std::string_view("home"), Shape{12.5e6, 5e6, 20ms}},
};

/// "14MB/s": a positive number and one of the units.
std::optional<double> quantity(std::string_view text, const auto& units) {
  double number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc{} || !std::isfinite(number) || number <= 0) return std::nullopt;
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  for (const auto& [name, factor] : units)
    if (unit == name) return number * factor;
  return std::nullopt;
}

/// Adds "14MB/s", "5MB/s up" or "20ms". False: it is none of these.
bool add_item(Shape& shape, std::string_view item) {
  const bool down_only = item.ends_with(" down"), up_only = item.ends_with(" up");
  const auto latency = quantity(item, latency_units);
  if (latency && *latency <= 60e6) {
    shape.latency = std::chrono::microseconds(std::llround(*latency));
    return true;
  }
  const auto bandwidth = quantity(item.substr(0, item.find(' ')), bandwidth_units);
  const bool named = item.find(' ') == std::string_view::npos || down_only || up_only;
  // Slower than a modem, faster than memory: a slip of the pen.
  if (!named || !bandwidth || *bandwidth < 1e3 || *bandwidth > 1e12) return false;
  if (!up_only) shape.down = *bandwidth;
  if (!down_only) shape.up = *bandwidth;
  return true;
}

std::string bandwidth_text(double bytes_per_second) {
  return fmt::format("{:g}MB/s", bytes_per_second / 1e6);
}

Error not_understood(std::string_view text) {
  return {Errc::bad_input, fmt::format("'{}' is no link", text),
          "say none, github, home, or a bandwidth and a one-way latency, e.g. 14MB/s,20ms"};
}

}  // namespace

Result<Shape> parse_shape(std::string_view text) {
  for (const auto& [name, shape] : presets)
    if (text == name) return shape;
  if (text.ends_with(',')) return not_understood(text);
  Shape shape;
  for (auto rest = text; !rest.empty();) {
    const auto comma = std::min(rest.find(','), rest.size());
    if (!add_item(shape, rest.substr(0, comma))) return not_understood(text);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return shape.shaped() ? Result<Shape>(shape) : not_understood(text);
}

std::string to_text(const Shape& shape) {
  std::vector<std::string> items;
  const bool same = shape.down == shape.up;
  if (shape.down > 0) items.push_back(bandwidth_text(shape.down) + (same ? "" : " down"));
  if (shape.up > 0 && !same) items.push_back(bandwidth_text(shape.up) + " up");
  if (shape.latency.count() > 0)
    items.push_back(fmt::format("{:g}ms", static_cast<double>(shape.latency.count()) / 1e3));
  return items.empty() ? "none" : fmt::format("{}", fmt::join(items, ","));
}

}  // namespace bxbench::link
