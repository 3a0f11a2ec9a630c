// SPDX-License-Identifier: Apache-2.0
#include <harness/archive/zstd_stream.hpp>
#include <harness/execution/progress_log.hpp>

#include <array>
#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace bxbench::execution {
namespace {

constexpr std::size_t piece_size = 1 << 16;

bool compress(int from, const fs::path& to) {
  auto writer = archive::ZstdWriter::create(to);
  if (!writer) return false;
  std::array<char, piece_size> piece{};
  for (;;) {
    const auto count = ::read(from, piece.data(), piece.size());
    if (count < 0) return false;
    if (count == 0) return writer->finish().has_value();
    if (!writer->write({piece.data(), static_cast<std::size_t>(count)})) return false;
  }
}

}  // namespace

ProgressLog::ProgressLog(fs::path file) : file_(std::move(file)), plain_(file_) {
  if (file_.empty()) return;
  plain_.replace_extension();
  descriptor_ = ::open(plain_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
}

ProgressLog::~ProgressLog() {
  close();
}

void ProgressLog::close() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

void ProgressLog::add_line(std::string_view line) {
  if (descriptor_ < 0) return;
  char end = '\n';
  std::array<iovec, 2> parts{{{const_cast<char*>(line.data()), line.size()}, {&end, 1}}};
  if (::writev(descriptor_, parts.data(), parts.size()) != static_cast<ssize_t>(line.size() + 1))
    close();
}

void ProgressLog::finish() {
  if (descriptor_ < 0) return;
  std::error_code ignored;
  const bool compressed = ::lseek(descriptor_, 0, SEEK_SET) == 0 && compress(descriptor_, file_);
  fs::remove(compressed ? plain_ : file_, ignored);
  close();
}

}  // namespace bxbench::execution
