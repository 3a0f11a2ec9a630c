// SPDX-License-Identifier: Apache-2.0
#include <harness/http/pace.hpp>

#include <algorithm>

namespace bxbench::http {

void Pace::begin(Doing doing, Clock::time_point now) {
  doing_ = doing;
  since_ = now;
  moved_ = 0;
}

bool Pace::is_late(const ServerOptions& options, Clock::time_point now) {
  const auto taken = now - since_;
  switch (doing_) {
    case Doing::waiting:
      return taken > options.idle;
    case Doing::head:
      return taken > options.head_limit;
    case Doing::leaving:
      return taken > options.linger;
    case Doing::handling:
      return false;
    case Doing::moving:
      break;
  }
  if (taken < options.rate_window) return false;
  const bool slow = static_cast<double>(moved_) < seconds(taken) * options.least_rate;
  begin(Doing::moving, now);
  return slow;
}

Duration look_interval(const ServerOptions& options) {
  const auto shortest =
      std::min({options.idle, options.head_limit, options.rate_window, options.linger});
  return std::clamp<Duration>(shortest / 4, std::chrono::milliseconds(5), std::chrono::seconds(1));
}

}  // namespace bxbench::http
