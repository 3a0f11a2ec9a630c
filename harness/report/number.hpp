// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/units.hpp>

#include <string>

namespace bxbench::report {

// Figures for people, about three significant digits, independent of any locale.

/// "84 ms", "0.84 s", "12.3 s", "1 m 42 s", "2 h 05 m".
std::string human_seconds(double seconds);

/// "[11.9–12.8]", in the unit that `human_seconds(median)` takes; from a minute up "[1:39–1:45]".
std::string human_interval(double median, double low, double high);

/// Decimal units: "198 B", "12.4 MB".
std::string human_bytes(Bytes bytes);

/// "0.41×", "12.3×".
std::string human_ratio(double ratio);

}  // namespace bxbench::report
