// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cleanup/scratch.hpp>
#include <harness/process/launcher.hpp>
#include <harness/support/interrupt.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>

namespace bxbench::cli {

/// The event loop of a command. Ctrl-C, SIGTERM and SIGHUP end what it launched; every process
/// belongs to the scratch directory, so that a later start finds what a killed one left.
class WorkLoop {
 public:
  explicit WorkLoop(const cleanup::Scratch& scratch);

  boost::asio::io_context::executor_type executor() { return loop_.get_executor(); }
  process::Launcher& launcher() { return *launcher_; }
  /// Runs a coroutine to its end; then `at_end`, while the loop is still there.
  Result<void> run(boost::asio::awaitable<Result<void>> work, std::function<void()> at_end);

 private:
  Interrupt interrupt_;  // outlives what the loop still holds
  boost::asio::io_context loop_{1};
  std::unique_ptr<process::Launcher> launcher_;
};

}  // namespace bxbench::cli
