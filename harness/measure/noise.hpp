// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace bxbench::measure {

/// How quiet the machine was for a moment: a fixed amount of work, done and timed many times.
struct Noise {
  std::string when;   ///< UTC, ISO 8601
  double unit = 0;    ///< seconds, median of one unit of work
  double spread = 0;  ///< how much longer than the median the slowest tenth took: 0.05 is 5 %
  double others = 0;  ///< share of all CPUs that other processes used meanwhile
  double steal = 0;   ///< share of all CPUs that the hypervisor gave to others
  double load = 0;    ///< load average of the last minute
};

}  // namespace bxbench::measure
