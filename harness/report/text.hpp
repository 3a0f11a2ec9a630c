// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bxbench::report {

/// One line of valid UTF-8 that is safe to show: line ends and tabs become spaces; other control
/// characters, direction overrides (both can hide or forge output) and broken bytes become U+FFFD.
std::string clean(std::string_view text);

/// The same in ASCII: "×" is "x", dashes are "-", what has no likeness is "?". Expects clean text.
std::string to_ascii(std::string_view text);

/// Columns that clean text takes in a terminal: wide characters two, combining marks none.
int display_width(std::string_view text);

/// The text cut to `width` columns, the last of them an ellipsis when something was cut.
std::string clip(std::string_view text, int width);

/// Words on lines of at most `width` columns; a longer word is cut into pieces.
std::vector<std::string> wrap(std::string_view text, int width);

/// The first letter as a capital, where it is an ASCII letter.
std::string capitalized(std::string text);

}  // namespace bxbench::report
