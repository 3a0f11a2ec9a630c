// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <utility>

namespace bxbench::service::actions_cache {

/// A time of day as entries carry it.
using EntryTime = std::chrono::system_clock::time_point;

/// The clock that entries age by: real time and an offset, so that a scenario can let a week pass.
/// Tokens, signed URLs and idle reservations do not follow it.
class ServiceClock {
 public:
  using Source = std::function<EntryTime()>;

  explicit ServiceClock(Source source = std::chrono::system_clock::now)
      : source_(std::move(source)) {}

  EntryTime now() const { return source_() + offset_; }
  /// Forward only; what is less than zero is ignored.
  void advance(std::chrono::seconds by) {
    if (by > std::chrono::seconds{0}) set_offset(offset_ + std::min(by, furthest));
  }
  std::chrono::seconds offset() const { return offset_; }
  /// As it was persisted.
  void set_offset(std::chrono::seconds offset) {
    offset_ = std::clamp(offset, std::chrono::seconds{0}, furthest);
  }

 private:
  // The nanoseconds of `EntryTime` end in the year 2262.
  static constexpr std::chrono::seconds furthest = std::chrono::hours{24} * 365 * 100;

  Source source_;
  std::chrono::seconds offset_{0};
};

}  // namespace bxbench::service::actions_cache
