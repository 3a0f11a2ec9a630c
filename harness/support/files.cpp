// SPDX-License-Identifier: Apache-2.0
#include <harness/support/files.hpp>
#include <harness/support/scope_exit.hpp>

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace fs = std::filesystem;

namespace bxbench {
namespace {

Error failed(std::string_view doing, const fs::path& what, int error) {
  const bool full = error == ENOSPC || error == EDQUOT;
  return {full ? Errc::environment : Errc::io,
          fmt::format("{} {}: {}", doing, what.string(), std::strerror(error)),
          full ? "free some space, or name another place with -o/--output or TMPDIR" : ""};
}

/// What goes wrong is told of `target`, the file that this one is for.
Result<void> write_and_sync(const fs::path& file, std::string_view content,
                            const fs::path& target) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return failed("cannot create", target, errno);
  scope_exit close_file([fd] { ::close(fd); });
  while (!content.empty()) {
    const auto written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed("cannot write", target, errno);
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(fd) != 0) return failed("cannot sync", target, errno);
  return {};
}

}  // namespace

Result<std::string> read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return failed("cannot read", file, errno);
  std::string text;
  std::error_code unknown;  // of what is no file with a size
  if (const auto size = fs::file_size(file, unknown); !unknown) text.reserve(size);
  std::array<char, 1 << 16> buffer{};
  while (in.read(buffer.data(), buffer.size()) || in.gcount() > 0)
    text.append(buffer.data(), static_cast<std::size_t>(in.gcount()));
  if (in.bad()) return failed("cannot read", file, errno);
  return text;
}

Result<void> write_file_atomically(const fs::path& file, std::string_view content) {
  const fs::path aside = file.string() + fmt::format(".{}.part", ::getpid());
  scope_exit remove_aside([&] { ::unlink(aside.c_str()); });
  if (auto written = write_and_sync(aside, content, file); !written) return written.error();
  if (::rename(aside.c_str(), file.c_str()) != 0) return failed("cannot replace", file, errno);
  return {};
}

Result<void> make_directories(const fs::path& directory) {
  std::error_code failure;
  fs::create_directories(directory, failure);
  if (failure) return failed("cannot create directory", directory, failure.value());
  return {};
}

Result<void> copy_tree(const fs::path& from, const fs::path& to) {
  std::error_code failure;
  fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::copy_symlinks, failure);
  if (failure) return failed("cannot copy to", to, failure.value());
  return {};
}

Result<void> remove_tree(const fs::path& directory) {
  std::error_code failure;
  fs::remove_all(directory, failure);
  if (failure) return failed("cannot remove", directory, failure.value());
  return {};
}

void remove_stale_parts(const fs::path& directory) {
  std::error_code failure;
  for (fs::directory_iterator entries(directory, failure), end; !failure && entries != end;
       entries.increment(failure)) {
    const auto name = entries->path().filename();
    if (name.extension() != ".part") continue;
    const auto dotted = name.stem().extension().string();  // ".PID"
    const int pid = dotted.empty() ? 0 : std::atoi(dotted.c_str() + 1);
    if (pid > 0 && ::kill(pid, 0) != 0 && errno == ESRCH) (void)remove_tree(entries->path());
  }
}

Bytes size_of_tree(const fs::path& directory) {
  std::error_code failure;
  Bytes total = 0;
  fs::recursive_directory_iterator entries(directory, failure), end;
  for (; !failure && entries != end; entries.increment(failure)) {
    std::error_code vanished;  // the tree may be in use
    if (!entries->is_regular_file(vanished) || entries->is_symlink(vanished)) continue;
    const auto size = entries->file_size(vanished);
    total += vanished ? 0 : size;
  }
  return total;
}

}  // namespace bxbench
