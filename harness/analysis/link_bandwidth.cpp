// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/break_even.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace bxbench::analysis {
namespace {

using Unit = std::pair<std::string_view, double>;

constexpr std::array<Unit, 7> units{{{"B/s", 1},
                                     {"kB/s", 1e3},
                                     {"MB/s", 1e6},
                                     {"GB/s", 1e9},
                                     {"kbit/s", 125},
                                     {"Mbit/s", 125e3},
                                     {"Gbit/s", 125e6}}};

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

}  // namespace

std::optional<double> bandwidth_of(std::string_view link) {
  const auto text = trimmed(link.substr(0, link.find(',')));
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || !std::isfinite(number) || number <= 0) return std::nullopt;
  const auto rest = trimmed(text.substr(static_cast<std::size_t>(end - text.data())));
  for (const auto& [name, factor] : units)
    if (rest == name) return number * factor;
  return std::nullopt;
}

}  // namespace bxbench::analysis
