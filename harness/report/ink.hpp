// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/report/layout.hpp>

#include <string>
#include <string_view>

namespace bxbench::report {

/// How a piece of text looks; colours repeat what the words say and never replace them.
enum class Style { plain, strong, faint, good, bad, warning };

enum class Side { left, right };

/// Text for one terminal: safe, in its character set, padded by display width, then coloured.
class Ink {
 public:
  explicit Ink(Layout layout) : layout_(layout) {}
  /// Safe text in the terminal's character set; measure and wrap this, not the original.
  std::string safe(std::string_view text) const;
  /// `safe_text` with spaces on `side` up to `width` columns; only the text is coloured.
  std::string put(std::string_view safe_text, Style style, int width = 0,
                  Side side = Side::right) const;
  int width() const { return layout_.width < 40 ? 40 : layout_.width; }

 private:
  Layout layout_;
};

}  // namespace bxbench::report
