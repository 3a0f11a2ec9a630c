// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <set>

namespace bxbench::service::actions_cache {

/// Requests that wait on purpose. All of them end when the service stops.
class Delays {
 public:
  /// False: the service stops, the time did not pass.
  boost::asio::awaitable<bool> wait(double seconds);
  void stop();

 private:
  std::set<boost::asio::steady_timer*> waiting_;
  bool stopped_ = false;
};

}  // namespace bxbench::service::actions_cache
