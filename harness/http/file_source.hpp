// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/exchange.hpp>

namespace bxbench::http {

/// Reads a piece of a file from front to back.
class FileSource {
 public:
  static Result<FileSource> open(const FilePart& part);
  ~FileSource();
  FileSource(FileSource&& other) noexcept;
  FileSource& operator=(FileSource&&) = delete;

  /// The next bytes, valid until the next call; empty at the end. A file that became shorter is an
  /// error: its length was already announced.
  Result<std::string_view> next();
  Bytes left() const { return left_; }
  /// The open file, for the kernel to send from; `next` does not use its position.
  int descriptor() const { return fd_; }

 private:
  FileSource(int fd, const FilePart& part);

  int fd_;
  Bytes offset_, left_;
  std::string buffer_;
};

}  // namespace bxbench::http
