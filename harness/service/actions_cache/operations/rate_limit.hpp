// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/units.hpp>

#include <deque>
#include <optional>

namespace bxbench::service::actions_cache {

// GitHub's limits per repository, announced 2026-01-16.
constexpr std::size_t creates_per_minute = 200;
constexpr std::size_t downloads_per_minute = 1500;

/// So many events in any minute, by a sliding window.
class RateLimit {
 public:
  explicit RateLimit(std::size_t per_minute) : per_minute_(per_minute) {}
  /// Counts one more event, or tells after how many seconds there is room again.
  std::optional<int> refuse(Clock::time_point now);

 private:
  std::size_t per_minute_;
  std::deque<Clock::time_point> events_;
};

}  // namespace bxbench::service::actions_cache
