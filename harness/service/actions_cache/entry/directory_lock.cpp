// SPDX-License-Identifier: Apache-2.0
#include <harness/cleanup/scratch_lock.hpp>
#include <harness/service/actions_cache/entry/directory_lock.hpp>

#include <fmt/format.h>

#include <unistd.h>
#include <utility>

namespace bxbench::service::actions_cache {

Result<DirectoryLock> DirectoryLock::take(const std::filesystem::path& directory) {
  const auto fd = cleanup::lock_directory(directory, cleanup::Wait::no);
  if (fd) return DirectoryLock(*fd);
  if (fd.error().code != Errc::environment) return fd.error();
  return Error{Errc::environment,
               fmt::format("{} is in use by another Actions cache ({})", directory.string(),
                           fd.error().message),
               "stop the other one, or name another directory"};
}

DirectoryLock::DirectoryLock(DirectoryLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

DirectoryLock& DirectoryLock::operator=(DirectoryLock&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

void DirectoryLock::release() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

}  // namespace bxbench::service::actions_cache
