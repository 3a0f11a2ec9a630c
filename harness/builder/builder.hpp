// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/process/command.hpp>
#include <harness/support/error.hpp>

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace bxbench::builder {

/// What `docker buildx build` runs on: the builder of one runner.
struct Builder {
  virtual ~Builder() = default;
  /// Creates it, empty; returns when it answers.
  virtual boost::asio::awaitable<Result<void>> start() = 0;
  /// What a `docker` command needs to reach it.
  virtual process::Environment environment() const = 0;
  /// Options that every build on it gets, beyond those of the user.
  virtual std::vector<std::string> build_arguments() const = 0;
  /// Keeps everything that a started builder holds in `directory`, which must not exist. It stops
  /// meanwhile, and runs again afterwards.
  virtual boost::asio::awaitable<Result<void>> save(std::filesystem::path directory) = 0;
  /// Replaces what it holds by what was kept, and starts it.
  virtual boost::asio::awaitable<Result<void>> restore(std::filesystem::path directory) = 0;
  /// The processes that do the work of a build, or run and wait for what does. Empty: unknown.
  virtual std::vector<pid_t> processes() const = 0;
  /// Removes it with everything that it holds. Never fails: what stays is reported on stderr.
  virtual boost::asio::awaitable<void> remove() = 0;
};

}  // namespace bxbench::builder
