// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/operations/rate_limit.hpp>

namespace bxbench::service::actions_cache {

std::optional<int> RateLimit::refuse(Clock::time_point now) {
  constexpr std::chrono::minutes window{1};
  while (!events_.empty() && now - events_.front() >= window)
    events_.pop_front();
  if (events_.size() < per_minute_) {
    events_.push_back(now);
    return std::nullopt;
  }
  const auto left = window - (now - events_.front());
  return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(left).count());
}

}  // namespace bxbench::service::actions_cache
