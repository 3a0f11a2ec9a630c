// SPDX-License-Identifier: Apache-2.0
#include <harness/cleanup/scratch_lock.hpp>

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace bxbench::cleanup {

Result<int> lock_directory(const std::filesystem::path& directory, Wait wait) {
  const int fd = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return Error{Errc::io,
                 fmt::format("cannot open {}: {}", directory.string(), std::strerror(errno))};
  if (::flock(fd, wait == Wait::yes ? LOCK_EX : LOCK_EX | LOCK_NB) == 0) return fd;
  const int failure = errno;
  ::close(fd);
  return Error{Errc::environment,
               fmt::format("cannot lock {}: {}", directory.string(), std::strerror(failure))};
}

}  // namespace bxbench::cleanup
