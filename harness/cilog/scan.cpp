// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/scan.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace bxbench::cilog {
namespace {

constexpr std::string_view blanks = " \t";

std::optional<Bytes> scaled(std::string_view number, double factor) {
  const auto value = read_decimal(number);
  if (!value || *value * factor >= 9e18) return std::nullopt;
  return static_cast<Bytes>(std::llround(*value * factor));
}

}  // namespace

bool take(std::string_view& text, std::string_view start) {
  if (!text.starts_with(start)) return false;
  text.remove_prefix(start.size());
  return true;
}

std::string_view take_until(std::string_view& text, std::string_view separator) {
  const auto end = std::min(text.find(separator), text.size());
  const auto taken = text.substr(0, end);
  text.remove_prefix(std::min(end + separator.size(), text.size()));
  return taken;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string_view take_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  const auto end = std::min(text.find_first_of(blanks), text.size());
  const auto word = text.substr(0, end);
  text.remove_prefix(end);
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  return word;
}

std::optional<std::uint64_t> read_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> read_decimal(std::string_view text) {
  if (text.empty() || text.size() > 20 || text.find_first_not_of("0123456789.") != text.npos)
    return std::nullopt;
  double value = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> read_seconds(std::string_view text) {
  if (!text.ends_with('s')) return std::nullopt;
  text.remove_suffix(1);
  double minutes = 0;
  if (const auto m = text.find('m'); m != text.npos) {
    const auto value = read_decimal(text.substr(0, m));
    if (!value) return std::nullopt;
    minutes = *value;
    text = trimmed(text.substr(m + 1));
  }
  const auto seconds = read_decimal(text);
  if (!seconds) return std::nullopt;
  return minutes * 60 + *seconds;
}

std::optional<Bytes> read_decimal_size(std::string_view text) {
  if (!text.ends_with('B')) return std::nullopt;
  text.remove_suffix(1);
  double factor = 1;
  constexpr std::string_view units = "kMGTPE";
  if (!text.empty() && units.find(text.back()) != units.npos) {
    factor = std::pow(1000.0, static_cast<double>(units.find(text.back()) + 1));
    text.remove_suffix(1);
  }
  return scaled(text, factor);
}

std::optional<Bytes> read_du_size(std::string_view text, Bytes bare_unit) {
  if (text.empty()) return std::nullopt;
  constexpr std::string_view units = "KMGTPE";
  const auto unit = units.find(text.back());
  if (unit == units.npos) return scaled(text, static_cast<double>(bare_unit));
  text.remove_suffix(1);
  return scaled(text, std::pow(1024.0, static_cast<double>(unit + 1)));
}

std::string_view without_level(std::string_view text) {
  constexpr std::array levels{"##[warning]", "##[error]", "[warning]", "[error]",
                              "Warning: ",   "Error: ",   "WARNING: ", "ERROR: "};
  for (bool found = true; found;)
    found =
        std::any_of(levels.begin(), levels.end(), [&](auto level) { return take(text, level); });
  return text;
}

}  // namespace bxbench::cilog
