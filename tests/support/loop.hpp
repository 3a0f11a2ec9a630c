// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <future>
#include <stdexcept>

namespace bxbench::test {

/// An event loop that runs until one coroutine has ended; servers on it are served meanwhile.
class Loop {
 public:
  boost::asio::any_io_executor executor() { return context_.get_executor(); }

  template <class T>
  T run(boost::asio::awaitable<T> work) {
    auto result = boost::asio::co_spawn(context_, std::move(work), boost::asio::use_future);
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (result.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
      if (std::chrono::steady_clock::now() > end) throw std::runtime_error("the work never ended");
      context_.restart();
      context_.run_one_for(std::chrono::milliseconds(100));
    }
    return result.get();
  }

  /// Lets everything happen that is ready to.
  void settle() {
    context_.restart();
    context_.run_for(std::chrono::milliseconds(20));
  }

 private:
  boost::asio::io_context context_;
};

}  // namespace bxbench::test
