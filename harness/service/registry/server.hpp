// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/process/launcher.hpp>
#include <harness/support/units.hpp>

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <memory>
#include <string>

namespace bxbench::service::registry {

/// What the registry was asked for, by its own access log.
struct Usage {
  std::uint64_t requests = 0;
  Bytes sent = 0;    ///< bodies of its answers
  Bytes stored = 0;  ///< blobs that it holds
};

/// A real registry (CNCF distribution, Debian's docker-registry) on a loopback port.
struct Server {
  virtual ~Server() = default;
  virtual std::string host() const = 0;  ///< "127.0.0.1:PORT"
  virtual unsigned short port() const = 0;
  virtual Usage usage() const = 0;
  /// Makes `directory`, which must not exist and be on the same file system, a copy of everything
  /// stored. Blobs, which never change once they are there, are hard links.
  virtual Result<void> snapshot(const std::filesystem::path& directory) const = 0;
  /// Replaces everything stored by a snapshot, which stays usable.
  virtual Result<void> restore(const std::filesystem::path& directory) = 0;
  virtual boost::asio::awaitable<void> stop() = 0;
};

/// Where a registry is.
struct Site {
  std::filesystem::path directory;  ///< its configuration and log
  std::filesystem::path storage;    ///< what it holds
  unsigned short port = 0;
  bool read_only = false;
};

/// Starts one and waits until it answers.
boost::asio::awaitable<Result<std::unique_ptr<Server>>> start_registry(process::Launcher& launcher,
                                                                       Site site);

/// The configuration file of such a registry.
std::string config_text(const Site& site);

/// Sums up an access log in Apache's combined format.
Usage usage_of_log(const std::string& log);

}  // namespace bxbench::service::registry
