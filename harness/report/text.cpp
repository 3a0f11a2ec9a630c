// SPDX-License-Identifier: Apache-2.0
#include <harness/report/text.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace bxbench::report {
namespace {

constexpr char32_t replacement = 0xFFFD;

/// Takes one code point off the front; a byte that begins none (overlong forms, surrogates and
/// cut sequences included) is the replacement character.
char32_t take_code_point(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto lead = byte(0);
  const std::size_t length = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  char32_t point = length == 1 ? lead : lead & (0x7Fu >> length);
  bool valid = length != 0 && length <= text.size();
  for (std::size_t i = 1; valid && i < length; ++i) {
    valid = (byte(i) & 0xC0) == 0x80;
    point = (point << 6) | (byte(i) & 0x3F);
  }
  constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  valid =
      valid && point >= least[length] && point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
  text.remove_prefix(valid ? length : 1);
  return valid ? point : replacement;
}

void append(std::string& text, char32_t point) {
  const auto put = [&](char32_t bits) { text += static_cast<char>(bits); };
  if (point < 0x80) return put(point);
  if (point < 0x800) {
    put(0xC0 | (point >> 6));
  } else if (point < 0x10000) {
    put(0xE0 | (point >> 12));
    put(0x80 | ((point >> 6) & 0x3F));
  } else {
    put(0xF0 | (point >> 18));
    put(0x80 | ((point >> 12) & 0x3F));
    put(0x80 | ((point >> 6) & 0x3F));
  }
  put(0x80 | (point & 0x3F));
}

using Range = std::pair<char32_t, char32_t>;

template <std::size_t count>
bool within(const std::array<Range, count>& ranges, char32_t point) {
  return std::any_of(ranges.begin(), ranges.end(), [point](const Range& range) {
    return point >= range.first && point <= range.second;
  });
}

// Controls, line and paragraph separators, marks and overrides of the writing direction.
constexpr std::array<Range, 6> unsafe{{{0x00, 0x1F},
                                       {0x7F, 0x9F},
                                       {0x200E, 0x200F},
                                       {0x2028, 0x202E},
                                       {0x2066, 0x2069},
                                       {0xFEFF, 0xFEFF}}};
// Unicode 15: general categories Mn and Me of common scripts, and zero-width joiners.
constexpr std::array<Range, 8> zero_width{{{0x0300, 0x036F},
                                           {0x0483, 0x0489},
                                           {0x0591, 0x05BD},
                                           {0x1AB0, 0x1AFF},
                                           {0x200B, 0x200D},
                                           {0x20D0, 0x20F0},
                                           {0xFE00, 0xFE0F},
                                           {0xFE20, 0xFE2F}}};
// Unicode 15: East Asian Width W and F, in blocks.
constexpr std::array<Range, 12> wide{{{0x1100, 0x115F},
                                      {0x2E80, 0x303E},
                                      {0x3041, 0xA4CF},
                                      {0xA960, 0xA97C},
                                      {0xAC00, 0xD7A3},
                                      {0xF900, 0xFAFF},
                                      {0xFE30, 0xFE6F},
                                      {0xFF00, 0xFF60},
                                      {0xFFE0, 0xFFE6},
                                      {0x1F300, 0x1F64F},
                                      {0x1F680, 0x1FAFF},
                                      {0x20000, 0x3FFFD}}};

int width_of(char32_t point) {
  return within(zero_width, point) ? 0 : within(wide, point) ? 2 : 1;
}

std::string_view ascii_for(char32_t point) {
  switch (point) {
    case U'×':
      return "x";
    case U'–':
    case U'—':
    case U'─':
    case U'·':
      return "-";
    case U'…':
      return "~";
    case U'→':
      return "->";
    case U'▼':
      return "v";
    case U'▲':
      return "^";
    case U'\u00A0':
      return " ";
    case U'‘':
    case U'’':
      return "'";
    case U'“':
    case U'”':
      return "\"";
    default:
      return "?";
  }
}

/// The longest beginning of `text` that fits into `width` columns, at least one character.
std::string_view fitting(std::string_view text, int width) {
  auto rest = text;
  int used = 0;
  while (!rest.empty()) {
    auto next = rest;
    used += width_of(take_code_point(next));
    if (used > width && rest.size() != text.size()) break;
    rest = next;
  }
  return text.substr(0, text.size() - rest.size());
}

}  // namespace

std::string clean(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const auto point = take_code_point(text);
    const bool space = point == '\n' || point == '\t' || point == '\r';
    append(result, space ? U' ' : within(unsafe, point) ? replacement : point);
  }
  return result;
}

std::string capitalized(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

std::string to_ascii(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const auto point = take_code_point(text);
    if (point < 0x80) {
      result += static_cast<char>(point);
    } else if (width_of(point) > 0) {
      result += ascii_for(point);
    }
  }
  return result;
}

int display_width(std::string_view text) {
  int width = 0;
  while (!text.empty())
    width += width_of(take_code_point(text));
  return width;
}

std::string clip(std::string_view text, int width) {
  if (display_width(text) <= width) return std::string(text);
  return std::string(fitting(text, width - 1)) + "…";
}

std::vector<std::string> wrap(std::string_view text, int width) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    auto word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    if (word.empty()) continue;
    const int room = width - display_width(lines.back()) - 1;
    if (!lines.back().empty() && display_width(word) > room) lines.emplace_back();
    if (!lines.back().empty()) lines.back() += ' ';
    for (auto piece = fitting(word, width); piece.size() < word.size();
         piece = fitting(word, width)) {
      lines.back() += piece;
      lines.emplace_back();
      word.remove_prefix(piece.size());
    }
    lines.back() += word;
  }
  return lines;
}

}  // namespace bxbench::report
