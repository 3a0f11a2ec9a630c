// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/work_loop.hpp>
#include <harness/process/asio_launcher.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <exception>
#include <optional>

namespace asio = boost::asio;

namespace bxbench::cli {

WorkLoop::WorkLoop(const cleanup::Scratch& scratch)
    : launcher_(process::make_asio_launcher(
          loop_.get_executor(), interrupt_,
          {{cleanup::owner_variable, scratch.path().string()}, {"LC_ALL", "C.UTF-8"}})) {}

Result<void> WorkLoop::run(asio::awaitable<Result<void>> work, std::function<void()> at_end) {
  asio::signal_set signals(loop_, SIGINT, SIGTERM, SIGHUP);
  signals.async_wait([this](boost::system::error_code failure, int) {
    if (!failure) interrupt_.raise();
  });
  std::optional<Result<void>> outcome;
  asio::co_spawn(loop_, std::move(work), [&](std::exception_ptr bug, Result<void> result) {
    at_end();
    signals.cancel();
    if (bug) std::rethrow_exception(bug);
    outcome.emplace(std::move(result));
  });
  while (!outcome && loop_.run_one() > 0) {
  }
  return outcome ? *outcome : Result<void>(Error{Errc::io, "the event loop ended early"});
}

}  // namespace bxbench::cli
