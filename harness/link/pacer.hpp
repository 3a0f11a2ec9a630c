// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/units.hpp>

#include <algorithm>
#include <cstddef>

namespace bxbench::link {

/// One direction of a link: a token bucket that all connections share, kept as the moment when the
/// line has sent everything that it took. Pure: the caller says what time it is.
class Pacer {
 public:
  /// `rate` in bytes/s; 0: nothing takes time.
  explicit Pacer(double rate) : rate_(rate) {}

  /// Takes `size` bytes and says when the last of them has left. A line that was idle has saved up
  /// no more than `burst`: it makes up for timers that fire late.
  Clock::time_point take(std::size_t size, Clock::time_point now) {
    if (rate_ <= 0) return now;
    const std::chrono::duration<double> needed(static_cast<double>(size) / rate_);
    free_ = std::max(free_, now - burst) + std::chrono::duration_cast<Duration>(needed);
    return std::max(free_, now);
  }

 private:
  static constexpr Duration burst = std::chrono::milliseconds(2);
  double rate_;
  Clock::time_point free_{};
};

}  // namespace bxbench::link
