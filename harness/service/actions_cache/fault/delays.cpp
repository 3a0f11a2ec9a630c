// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/fault/delays.hpp>
#include <harness/support/scope_exit.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace asio = boost::asio;

namespace bxbench::service::actions_cache {

asio::awaitable<bool> Delays::wait(double seconds) {
  if (stopped_) co_return false;
  const auto executor = co_await asio::this_coro::executor;
  asio::steady_timer timer(executor);
  timer.expires_after(std::chrono::duration_cast<asio::steady_timer::duration>(
      std::chrono::duration<double>(seconds)));
  waiting_.insert(&timer);
  scope_exit forget([&] { waiting_.erase(&timer); });
  co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
  co_return !stopped_;
}

void Delays::stop() {
  stopped_ = true;
  for (auto* timer : waiting_)
    timer->cancel();
}

}  // namespace bxbench::service::actions_cache
