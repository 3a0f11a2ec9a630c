// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/process/command.hpp>
#include <harness/process/outcome.hpp>
#include <harness/support/error.hpp>

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <sys/types.h>

namespace bxbench::process {

/// A program that runs in the background, its output in a log file.
struct Daemon {
  virtual ~Daemon() = default;
  virtual bool running() const = 0;
  virtual pid_t pid() const = 0;
  /// SIGTERM, then SIGKILL to its process group after `patience`; returns when it is gone.
  virtual boost::asio::awaitable<void> stop(Duration patience) = 0;
};

/// The seam to the operating system's processes. Every program runs in a process group of its own,
/// so that Ctrl-C reaches bxbench alone, and dies with bxbench.
struct Launcher {
  virtual ~Launcher() = default;
  /// Runs a program to its end. A program that fails is an Outcome; an Error means that it could
  /// not be started.
  virtual boost::asio::awaitable<Result<Outcome>> run(Command command) = 0;
  /// Whether work is to end; waits of other kinds ask.
  virtual bool interrupted() const = 0;
  virtual Result<std::unique_ptr<Daemon>> start(Command command, std::filesystem::path log) = 0;
};

/// Runs `command` and turns anything but exit code 0 into an Error that quotes the end of stderr.
boost::asio::awaitable<Result<Outcome>> run_checked(Launcher& launcher, Command command,
                                                    std::string doing);

/// Copies a file or tree with owners, times, links, devices and extended attributes, and without
/// what is mounted below it. `to` must not exist.
boost::asio::awaitable<Result<void>> copy_exactly(Launcher& launcher, std::filesystem::path from,
                                                  std::filesystem::path to);

}  // namespace bxbench::process
