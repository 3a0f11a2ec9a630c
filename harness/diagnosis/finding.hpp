// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace bxbench::diagnosis {

/// Where something was read. Lines and columns count from 1; 0: unknown.
struct Place {
  std::string file;
  std::size_t line = 0, column = 0;
  std::string text{};  ///< the line itself, without its end; may be shortened
};

enum class Outcome { pass, fail, inconclusive };

/// One verdict of one rule.
struct Finding {
  std::string rule{};  ///< filled in by `judge`
  Outcome outcome = Outcome::inconclusive;
  std::string evidence{};  ///< numbers and names that decided it; of inconclusive what is missing
  std::vector<Place> places{};  ///< the lines that show it, the most telling one first
  /// What to do in this case, where it can be said better than by the rule in general; else empty.
  std::string cause{}, fix{};
  std::string correction{};  ///< corrected lines, for configuration; else empty
  double weight = 0;         ///< 0 to 1, how likely it is *the* cause: most likely first
  std::string job{};         ///< which job of which run it is about; empty: all, or the files
};

}  // namespace bxbench::diagnosis
