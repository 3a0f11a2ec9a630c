// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/line.hpp>
#include <harness/progress/timestamp.hpp>

#include <algorithm>
#include <cctype>

namespace bxbench::cilog {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF", replacement = "\xEF\xBF\xBD",
                           ellipsis = "\xE2\x80\xA6";

/// "2024-01-15T10:30:00…": enough to try to read the rest.
bool begins_with_date(std::string_view text) {
  return text.size() >= 20 && text[4] == '-' && text[7] == '-' && text[10] == 'T' &&
         text[13] == ':' && text[16] == ':';
}

bool is_hex(char digit) {
  return std::isxdigit(static_cast<unsigned char>(digit)) != 0;
}

/// GitLab's "00O ", "01E+" between time and text.
bool begins_with_stream(std::string_view text) {
  return text.size() >= 4 && is_hex(text[0]) && is_hex(text[1]) &&
         (text[2] == 'O' || text[2] == 'E') && (text[3] == ' ' || text[3] == '+');
}

std::optional<double> take_time(std::string_view& text) {
  if (!begins_with_date(text)) return std::nullopt;
  const auto end = std::min(text.find(' '), text.size());
  const auto time = progress::parse_timestamp(text.substr(0, end));
  if (!time) return std::nullopt;
  text.remove_prefix(std::min(end + 1, text.size()));
  if (begins_with_stream(text)) text.remove_prefix(4);
  return time;
}

/// The two columns before the time, when there are any.
bool take_columns(Line& line, std::string_view& text) {
  const auto first = text.find('\t');
  if (first == text.npos || first == 0) return false;
  const auto second = text.find('\t', first + 1);
  if (second == text.npos) return false;
  auto rest = text.substr(second + 1);
  if (rest.starts_with(byte_order_mark)) rest.remove_prefix(byte_order_mark.size());
  if (!begins_with_date(rest)) return false;
  line.job = text.substr(0, first);
  line.step = text.substr(first + 1, second - first - 1);
  text = rest;
  return true;
}

/// Where the escape sequence at the beginning of `text` ends.
std::size_t length_of_escape(std::string_view text) {
  if (text.size() < 2) return text.size();
  if (text[1] == '[') {
    const auto end = std::find_if(text.begin() + 2, text.end(),
                                  [](char byte) { return byte >= 0x40 && byte <= 0x7E; });
    return std::min(static_cast<std::size_t>(end - text.begin()) + 1, text.size());
  }
  if (text[1] == ']') {
    const auto end = text.find_first_of("\x07\x1B", 2);
    if (end == text.npos) return text.size();
    return text[end] == '\x07' ? end + 1 : std::min(end + 2, text.size());
  }
  return 2;
}

/// Bytes of the UTF-8 character at the beginning, 0 when it is none.
std::size_t length_of_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  if (length == 0 || length > text.size()) return 0;
  const auto second = length > 1 ? static_cast<unsigned char>(text[1]) : 0U;
  if (lead == 0xE0 && second < 0xA0) return 0;  // longer than needed
  if (lead == 0xED && second > 0x9F) return 0;  // half of a UTF-16 pair
  if (lead == 0xF0 && second < 0x90) return 0;
  if (lead == 0xF4 && second > 0x8F) return 0;  // above U+10FFFF
  const bool continued =
      std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(length),
                  [](char byte) { return (byte & 0xC0) == 0x80; });
  return continued ? length : 0;
}

}  // namespace

std::string_view without_colours(std::string_view text, std::string& scratch) {
  auto escape = text.find('\x1B');
  if (escape == text.npos) return text;
  scratch.clear();
  while (escape != text.npos) {
    scratch += text.substr(0, escape);
    text.remove_prefix(escape);
    text.remove_prefix(length_of_escape(text));
    escape = text.find('\x1B');
  }
  scratch += text;
  return scratch;
}

Line undress(std::string_view raw, std::string& scratch) {
  Line line;
  if (raw.starts_with(byte_order_mark)) raw.remove_prefix(byte_order_mark.size());
  line.time = take_time(raw);
  if (!line.time && take_columns(line, raw)) line.time = take_time(raw);
  line.text = without_colours(raw, scratch);
  return line;
}

std::string printable(std::string_view text, std::size_t limit) {
  std::string out;
  while (!text.empty()) {
    const auto length = length_of_character(text);
    const bool control = length == 1 && static_cast<unsigned char>(text.front()) < 0x20;
    const auto shown = length == 0 ? replacement : control ? " " : text.substr(0, length);
    if (out.size() + shown.size() > limit) return out.append(ellipsis);
    out += shown;
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

}  // namespace bxbench::cilog
