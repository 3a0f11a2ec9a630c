// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace bxbench::report {

/// A series as a line of blocks "▁▂▄█", at most `width` of them, each the median of the values that
/// fall into its place; in ASCII ".:-=+*#@". From bottom to top they stand for the range of the
/// medians, or for a fifth of their median where that is more, so that noise looks flat. Values
/// that are no numbers are left out.
std::string sparkline(std::vector<double> values, int width, bool unicode);

}  // namespace bxbench::report
