// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/units.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace bxbench::bench {

/// A program that runs until this goes; it gets SIGTERM then, and dies with its parent.
class Child {
 public:
  explicit Child(const std::vector<std::string>& argv);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// The next line of its stdout.
  std::string line();
  /// Its largest resident memory so far (VmHWM).
  Bytes peak_memory() const;
  /// Its exit code, after it ended by itself.
  int wait();

 private:
  int pid_ = -1;
  int in_ = -1, out_ = -1;
};

/// A server that is measured.
struct Peer {
  std::unique_ptr<Child> child;
  unsigned short port = 0;
  std::string token{};  ///< of the Actions cache service
};

/// `program` is cache_service_process. Throws when it does not start, as all of these do.
Peer start_service(const std::string& program, const std::filesystem::path& directory);
/// nginx with one worker, as our service has one thread; serves `root` without a log.
/// Its tcp_nopush stays off, as by default: on loopback it halves the rate of clients that copy.
Peer start_nginx(const std::filesystem::path& root, const std::filesystem::path& scratch);

}  // namespace bxbench::bench
