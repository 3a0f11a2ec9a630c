// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

namespace bxbench::analysis::stats {

using Interval = std::pair<double, double>;  ///< low and high end

/// What every interval claims to hold, and what tests may err at: 1 - `confidence`.
constexpr double confidence = 0.95;

}  // namespace bxbench::analysis::stats
