// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>

namespace bxbench {

/// A number of bytes. Never negative; unknown is `std::optional<Bytes>` without a value.
using Bytes = std::uint64_t;

/// Everything that is timed uses the monotonic clock.
using Clock = std::chrono::steady_clock;
using Duration = Clock::duration;

/// A duration as result files carry it.
inline double seconds(Duration duration) {
  return std::chrono::duration<double>(duration).count();
}

}  // namespace bxbench
