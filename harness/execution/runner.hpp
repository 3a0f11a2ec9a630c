// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/builder/select.hpp>
#include <harness/process/launcher.hpp>

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <memory>
#include <string>

namespace bxbench::execution {

/// The machine that a job runs on: a builder of its own, a cache directory and a place for
/// checkouts, all below one directory. An ephemeral runner serves one job, a persistent one
/// several.
class Runner {
 public:
  Runner(process::Launcher& launcher, std::filesystem::path directory, builder::Setting setting);
  boost::asio::awaitable<Result<void>> start();
  /// Keeps what a started runner's builder holds in `directory`, which must not exist.
  boost::asio::awaitable<Result<void>> save(std::filesystem::path directory);
  /// Starts the runner, or starts it anew, with what was kept.
  boost::asio::awaitable<Result<void>> restore(std::filesystem::path directory);
  /// Removes the builder and every file.
  boost::asio::awaitable<void> remove();

  bool started() const { return started_; }
  /// Bytes that its builder holds.
  Bytes size() const;
  const builder::Builder& builder() const { return *builder_; }
  std::filesystem::path cache_dir() const { return directory_ / "cache"; }
  std::filesystem::path checkout() const { return directory_ / "work"; }
  std::filesystem::path temporary() const { return directory_ / "tmp"; }

 private:
  Result<void> make_places() const;

  std::filesystem::path directory_;
  std::unique_ptr<builder::Builder> builder_;
  bool started_ = false;
};

}  // namespace bxbench::execution
