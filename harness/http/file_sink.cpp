// SPDX-License-Identifier: Apache-2.0
#include <harness/http/file_sink.hpp>

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace bxbench::http {
namespace {

Error failed(const char* doing, const std::filesystem::path& file, int failure) {
  const bool full = failure == ENOSPC || failure == EDQUOT;
  return {full ? Errc::environment : Errc::io,
          fmt::format("cannot {} {}: {}", doing, file.string(), std::strerror(failure))};
}

}  // namespace

Result<FileSink> FileSink::create(const std::filesystem::path& file) {
  return open(file, O_TRUNC, 0);
}

Result<FileSink> FileSink::open_at(const std::filesystem::path& file, Bytes offset) {
  return open(file, 0, offset);
}

Result<FileSink> FileSink::open(const std::filesystem::path& file, int flags, Bytes offset) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0600);
  if (fd < 0) return failed("create", file, errno);
  return FileSink(fd, file, offset);
}

FileSink::FileSink(int fd, std::filesystem::path file, Bytes offset)
    : fd_(fd), file_(std::move(file)), offset_(offset) {}

FileSink::FileSink(FileSink&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      file_(std::move(other.file_)),
      offset_(other.offset_),
      size_(other.size_) {}

FileSink::~FileSink() {
  if (fd_ >= 0) ::close(fd_);
}

Result<void> FileSink::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written =
        ::pwrite(fd_, bytes.data(), bytes.size(), static_cast<off_t>(offset_ + size_));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed("write", file_, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
    size_ += static_cast<Bytes>(written);
  }
  return {};
}

}  // namespace bxbench::http
