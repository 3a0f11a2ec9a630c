// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>

namespace bxbench::journal {

/// What is said of a duration that cannot be one, after its path.
inline constexpr const char* no_seconds = "is negative, which no duration is";

/// A duration as a journal may hold it: what rounding left below 0 is 0. Nothing when it is
/// negative or no number.
inline std::optional<double> seconds_of(double value) {
  constexpr double rounding = 1e-6;
  if (!std::isfinite(value) || value < -rounding) return std::nullopt;
  return std::max(0.0, value);
}

}  // namespace bxbench::journal
