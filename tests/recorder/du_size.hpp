// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace bxbench::recorder {

/// Sizes as `du -sh` prints them; an empty directory takes a block of its own, or two.
std::string du_size(double bytes);

/// Content that `du` hardly tells from none: blocks of empty directories are as large.
inline constexpr double least_du_told_apart = 16'384;

}  // namespace bxbench::recorder
