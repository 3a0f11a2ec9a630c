// SPDX-License-Identifier: Apache-2.0
#include <harness/http/file_source.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace bxbench::http {
namespace {

constexpr std::size_t piece_size = 256 * 1024;

}  // namespace

Result<FileSource> FileSource::open(const FilePart& part) {
  const int fd = ::open(part.file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return Error{Errc::io,
                 fmt::format("cannot read {}: {}", part.file.string(), std::strerror(errno))};
  return FileSource(fd, part);
}

FileSource::FileSource(int fd, const FilePart& part)
    : fd_(fd), offset_(part.offset), left_(part.size) {}

FileSource::FileSource(FileSource&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      offset_(other.offset_),
      left_(other.left_),
      buffer_(std::move(other.buffer_)) {}

FileSource::~FileSource() {
  if (fd_ >= 0) ::close(fd_);
}

Result<std::string_view> FileSource::next() {
  if (left_ == 0) return std::string_view{};
  buffer_.resize(std::min<Bytes>(piece_size, left_));
  ssize_t got = 0;
  do {
    got = ::pread(fd_, buffer_.data(), buffer_.size(), static_cast<off_t>(offset_));
  } while (got < 0 && errno == EINTR);
  if (got < 0) return Error{Errc::io, fmt::format("reading failed: {}", std::strerror(errno))};
  if (got == 0) return Error{Errc::io, "the file became shorter while it was read"};
  offset_ += static_cast<Bytes>(got);
  left_ -= static_cast<Bytes>(got);
  return std::string_view(buffer_.data(), static_cast<std::size_t>(got));
}

}  // namespace bxbench::http
