// SPDX-License-Identifier: Apache-2.0
#include <harness/cleanup/scratch.hpp>
#include <harness/cleanup/scratch_lock.hpp>
#include <harness/cleanup/tear_down.hpp>
#include <harness/support/digest.hpp>
#include <harness/support/files.hpp>
#include <harness/support/say.hpp>
#include <harness/support/units.hpp>

#include <fmt/format.h>

#include <cstdlib>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/sysinfo.h>
#include <unistd.h>
#include <utility>

namespace fs = std::filesystem;

namespace bxbench::cleanup {

namespace {

/// Data roots of a few large builds at once.
constexpr Bytes plenty = Bytes{8} << 30U;

bool has_room_in_memory(const fs::path& place) {
  struct statvfs volume {};
  struct sysinfo host {};
  if (::statvfs(place.c_str(), &volume) != 0 || ::sysinfo(&host) != 0) return false;
  const Bytes on_volume = Bytes{volume.f_bavail} * volume.f_frsize;
  const Bytes in_memory = (Bytes{host.freeram} + host.bufferram) * host.mem_unit;
  return (volume.f_flag & ST_NOEXEC) == 0 && on_volume >= plenty && in_memory >= plenty;
}

/// Makes the folder that all runs share. Its real path is what the kernel lists mounts under, and
/// must be short: socket paths end at 107 bytes.
Result<fs::path> prepare(const fs::path& place) {
  constexpr std::size_t longest = 56;
  if (auto made = make_directories(place); !made) return made.error();
  struct stat status {};
  const bool ours = ::lstat(place.c_str(), &status) == 0 && S_ISDIR(status.st_mode) &&
                    status.st_uid == ::geteuid();
  std::error_code failure;
  const auto real = fs::canonical(place, failure);
  if (ours && !failure && real.string().size() <= longest && ::chmod(real.c_str(), 0700) == 0)
    return real;
  return Error{Errc::environment,
               fmt::format("{} cannot hold temporary files: {}", place.string(),
                           ours ? "its path is too long" : "it belongs to somebody else"),
               "name another directory with TMPDIR, e.g. TMPDIR=/var/tmp"};
}

}  // namespace

std::vector<fs::path> scratch_places() {
  const auto folder = fmt::format("bxbench-{}", ::getuid());
  const char* named = std::getenv("TMPDIR");
  if (named != nullptr && *named != '\0') return {fs::path(named) / folder};
  const fs::path memory = "/dev/shm", disk = "/var/tmp";
  if (has_room_in_memory(memory)) return {memory / folder, disk / folder};
  return {disk / folder, memory / folder};
}

Result<Scratch> Scratch::create() {
  auto base = prepare(scratch_places().front());
  if (!base) return base.error();
  // The base lock keeps a sweep from seeing the new directory before it is locked.
  const auto base_lock = lock_directory(*base, Wait::yes);
  if (!base_lock) return base_lock.error();
  const auto path = *base / to_hex(random_bytes(3));  // short: socket paths end at 107 bytes
  auto made = make_directories(path);
  auto lock = made ? lock_directory(path, Wait::no) : Result<int>(made.error());
  ::close(*base_lock);
  if (!lock) return lock.error();
  return Scratch(path, *lock);
}

Scratch::Scratch(Scratch&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}

std::string Scratch::storage() const {
  struct statfs volume {};
  const bool in_memory = ::statfs(path_.c_str(), &volume) == 0 && volume.f_type == TMPFS_MAGIC;
  return in_memory ? "tmpfs" : "disk";
}

Scratch::~Scratch() {
  if (lock_ < 0) return;
  for (const auto& problem : tear_down(path_).problems)
    say(fmt::format("bxbench: cleaning up: {}\n", problem));
  ::close(lock_);
}

}  // namespace bxbench::cleanup
