// SPDX-License-Identifier: Apache-2.0
#include <harness/report/ink.hpp>
#include <harness/report/text.hpp>

#include <algorithm>

namespace bxbench::report {
namespace {

std::string_view code(Style style) {
  switch (style) {
    case Style::strong:
      return "\x1b[1m";
    case Style::faint:
      return "\x1b[2m";
    case Style::good:
      return "\x1b[32m";
    case Style::bad:
      return "\x1b[31m";
    case Style::warning:
      return "\x1b[33m";
    case Style::plain:
      break;
  }
  return "";
}

}  // namespace

std::string Ink::safe(std::string_view text) const {
  return layout_.unicode ? clean(text) : to_ascii(clean(text));
}

std::string Ink::put(std::string_view safe_text, Style style, int width, Side side) const {
  const auto missing = std::max(0, width - display_width(safe_text));
  const std::string space(static_cast<std::size_t>(missing), ' ');
  std::string text(safe_text);
  if (layout_.color && style != Style::plain && !text.empty())
    text = std::string(code(style)) + text + "\x1b[0m";
  return side == Side::left ? space + text : text + space;
}

}  // namespace bxbench::report
