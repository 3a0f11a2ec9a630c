// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace bxbench::analysis::stats {

// Pettitt, A Non-Parametric Approach to the Change-Point Problem, Applied Statistics 28 (1979),
// 126-135. Of a series x_1 … x_T with midranks r_i,
//
//     U_t = 2 (r_1 + … + r_t) - t (T + 1)      K = max |U_t|
//     p   ≈ 2 exp(-6 K² / (T³ + T²))
//
// It assumes no shape of the noise, but that values are independent. The approximation errs on the
// safe side in short series.

/// Where a series shifts.
struct ChangePoint {
  std::size_t index = 0;  ///< of the first value after it
  double p = 1;           ///< of "there is no change", within the segment that it cuts in two
};

/// Segments have no fewer values.
constexpr std::size_t shortest_segment = 4;

/// A change is told from this p on.
constexpr double change_significance = 0.01;

/// Shorter series have no change that the test could tell: one from the 8 lowest to the 8 highest
/// of 16 values has p = 0.007, one in the middle of 15 values 0.011.
constexpr std::size_t fewest_for_change = 16;

/// The likeliest change, however unlikely; nothing when a segment would be too short. Values must
/// be numbers. O(T log T).
std::optional<ChangePoint> likeliest_change(const std::vector<double>& series);

/// All changes with p ≤ `change_significance`, in the order of the series: the likeliest one cuts
/// it, and each part is looked at again (binary segmentation).
std::vector<ChangePoint> change_points(const std::vector<double>& series);

}  // namespace bxbench::analysis::stats
