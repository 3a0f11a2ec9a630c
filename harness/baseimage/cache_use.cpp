// SPDX-License-Identifier: Apache-2.0
#include <harness/baseimage/cache_use.hpp>
#include <harness/baseimage/store.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace bxbench::baseimage {
namespace {

Result<int> lock(int how) {
  if (auto made = make_directories(cache_root()); !made) return made.error();
  const auto path = cache_root() / "in-use.lock";
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0)
    return Error{Errc::io, fmt::format("cannot open {}: {}", path.string(), std::strerror(errno))};
  if (::flock(file, how) == 0) return file;
  const int failure = errno;
  ::close(file);
  if (failure == EWOULDBLOCK)
    return Error{
        Errc::environment,
        fmt::format("a run is going on that uses what is kept in {}", cache_root().string()),
        "wait for its end, then try again"};
  return Error{Errc::io, fmt::format("cannot lock {}: {}", path.string(), std::strerror(failure))};
}

}  // namespace

Result<CacheUse> CacheUse::shared() {
  auto file = lock(LOCK_SH);
  if (!file) return file.error();
  return CacheUse(*file);
}

Result<CacheUse> CacheUse::alone() {
  auto file = lock(LOCK_EX | LOCK_NB);
  if (!file) return file.error();
  return CacheUse(*file);
}

CacheUse::CacheUse(CacheUse&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

CacheUse::~CacheUse() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace bxbench::baseimage
