// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace bxbench::report {

/// What the place that text is printed to can show.
struct Layout {
  int width = 80;        ///< columns; less than 40 counts as 40
  bool color = false;    ///< ANSI colours
  bool unicode = true;   ///< false: ASCII only, where the locale's character set is not UTF-8
  bool details = false;  ///< also where the time of each cell goes
};

}  // namespace bxbench::report
