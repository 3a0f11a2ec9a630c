// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

#include <filesystem>

namespace bxbench::service::actions_cache {

/// An exclusive lock on a directory (flock); released with the object or with the process.
class DirectoryLock {
 public:
  DirectoryLock() = default;
  /// Errc::environment when somebody else holds it; the error names the directory.
  static Result<DirectoryLock> take(const std::filesystem::path& directory);
  ~DirectoryLock() { release(); }
  DirectoryLock(DirectoryLock&& other) noexcept;
  DirectoryLock& operator=(DirectoryLock&& other) noexcept;

  bool held() const { return fd_ >= 0; }
  void release();

 private:
  explicit DirectoryLock(int fd) : fd_(fd) {}
  int fd_ = -1;
};

}  // namespace bxbench::service::actions_cache
