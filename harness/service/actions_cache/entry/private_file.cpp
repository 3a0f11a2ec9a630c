// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/entry/private_file.hpp>
#include <harness/support/files.hpp>
#include <harness/support/scope_exit.hpp>

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace bxbench::service::actions_cache {
namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;

Error failed(std::string_view doing, const fs::path& file, int failure) {
  const bool full = failure == ENOSPC || failure == EDQUOT;
  return {full ? Errc::environment : Errc::io,
          fmt::format("{} {}: {}", doing, file.string(), std::strerror(failure))};
}

/// For utimensat: leaves the access time, sets the modification time.
std::array<timespec, 2> times(EntryTime time) {
  const auto since = time.time_since_epoch();
  const auto whole = std::chrono::floor<seconds>(since);
  const auto rest = std::chrono::duration_cast<nanoseconds>(since - whole);
  return {timespec{0, UTIME_OMIT}, timespec{whole.count(), static_cast<long>(rest.count())}};
}

Result<void> write_all(int fd, const fs::path& file, std::string_view content) {
  while (!content.empty()) {
    const auto written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed("cannot write", file, errno);
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace

Result<void> make_private_directory(const fs::path& directory) {
  if (auto made = make_directories(directory); !made) return made.error();
  std::error_code failure;
  fs::permissions(directory, fs::perms::owner_all, failure);
  if (failure) return failed("cannot protect", directory, failure.value());
  return {};
}

Result<void> replace_private_file(const fs::path& file, const fs::path& aside,
                                  std::string_view content, EntryTime modified) {
  const int fd = ::open(aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) return failed("cannot create", aside, errno);
  scope_exit remove_aside([&] { ::unlink(aside.c_str()); });
  scope_exit close_file([fd] { ::close(fd); });
  if (auto written = write_all(fd, aside, content); !written) return written.error();
  if (::futimens(fd, times(modified).data()) != 0) return failed("cannot date", aside, errno);
  if (auto moved = move_path(aside, file); !moved) return moved.error();
  remove_aside.release();
  return {};
}

Result<void> move_path(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) == 0) return {};
  return failed(fmt::format("cannot move {} to", from.string()), to, errno);
}

std::optional<EntryTime> modified(const fs::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return std::nullopt;
  const auto since = seconds(status.st_mtim.tv_sec) + nanoseconds(status.st_mtim.tv_nsec);
  return EntryTime(std::chrono::duration_cast<EntryTime::duration>(since));
}

void set_modified(const fs::path& file, EntryTime time) {
  (void)::utimensat(AT_FDCWD, file.c_str(), times(time).data(), 0);
}

}  // namespace bxbench::service::actions_cache
