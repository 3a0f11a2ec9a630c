// SPDX-License-Identifier: Apache-2.0
#include <harness/progress/timestamp.hpp>

#include <charconv>
#include <chrono>

namespace bxbench::progress {
namespace {

/// Takes what it recognizes off the front; once something is missing, `ok` stays false.
struct Reader {
  std::string_view rest;
  bool ok = true;

  int number(std::size_t digits) {
    int value = 0;
    const auto field = rest.substr(0, digits);
    const auto [end, failure] = std::from_chars(field.data(), field.data() + field.size(), value);
    ok = ok && failure == std::errc{} && end == field.data() + digits && value >= 0;
    rest.remove_prefix(field.size());
    return value;
  }

  void literal(char expected) {
    ok = ok && rest.starts_with(expected);
    if (ok) rest.remove_prefix(1);
  }

  double fraction() {
    if (!ok || !rest.starts_with('.')) return 0;
    rest.remove_prefix(1);
    double value = 0, weight = 0.1;
    for (ok = false; !rest.empty() && rest[0] >= '0' && rest[0] <= '9'; rest.remove_prefix(1)) {
      value += weight * (rest[0] - '0');
      weight /= 10;
      ok = true;
    }
    return value;
  }

  /// Seconds east of UTC.
  int offset() {
    if (rest == "Z" || rest == "z") return 0;
    const int sign = rest.starts_with('-') ? -1 : 1;
    literal(sign < 0 ? '-' : '+');
    const int hours = number(2);
    literal(':');
    const int minutes = number(2);
    ok = ok && rest.empty();
    return sign * (hours * 3600 + minutes * 60);
  }
};

}  // namespace

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  Reader read{text};
  const std::chrono::year year{read.number(4)};
  read.literal('-');
  const std::chrono::month month{static_cast<unsigned>(read.number(2))};
  read.literal('-');
  const std::chrono::day day{static_cast<unsigned>(read.number(2))};
  read.literal('T');
  const int hours = read.number(2);
  read.literal(':');
  const int minutes = read.number(2);
  read.literal(':');
  const int whole_seconds = read.number(2);
  const double fraction = read.fraction();
  const int offset = read.offset();
  const std::chrono::year_month_day date{year, month, day};
  // 60 is a leap second.
  if (!read.ok || !date.ok() || hours > 23 || minutes > 59 || whole_seconds > 60)
    return std::nullopt;
  const std::chrono::sys_seconds midnight = std::chrono::sys_days{date};
  const int seconds_of_day = hours * 3600 + minutes * 60 + whole_seconds;
  const auto since_epoch = midnight.time_since_epoch().count() + seconds_of_day - offset;
  if (since_epoch < 0) return std::nullopt;
  return static_cast<double>(since_epoch) + fraction;
}

}  // namespace bxbench::progress
