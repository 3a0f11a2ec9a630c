// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/units.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace bxbench::tests {

/// A running `bxbench serve`, as a process of its own; it ends with the object or with the test.
class ServeProcess {
 public:
  /// Returns once it listens. `wrapper` stands before the program's name, such as `unshare -m`.
  explicit ServeProcess(const std::filesystem::path& directory,
                        std::vector<std::string> options = {},
                        std::vector<std::string> wrapper = {});
  ~ServeProcess();
  ServeProcess(const ServeProcess&) = delete;
  ServeProcess& operator=(const ServeProcess&) = delete;

  /// With a slash at the end.
  const std::string& url() const { return url_; }
  const std::string& token() const { return token_; }
  unsigned short port() const;
  bool is_alive();
  /// `kill -9`, and waits for its end.
  void kill_hard();
  /// The most memory that it had so far.
  Bytes peak_memory() const;

 private:
  void end(int signal);

  int pid_ = 0;
  std::string url_, token_;
};

}  // namespace bxbench::tests
