// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/exchange.hpp>

namespace bxbench::http {

/// Writes a body to a file of mode 0600, from front to back.
class FileSink final : public Sink {
 public:
  /// An empty file.
  static Result<FileSink> create(const std::filesystem::path& file);
  /// Writes from `offset` on and leaves what else is in the file.
  static Result<FileSink> open_at(const std::filesystem::path& file, Bytes offset);
  ~FileSink() override;
  FileSink(FileSink&& other) noexcept;
  FileSink& operator=(FileSink&&) = delete;

  Result<void> write(std::string_view bytes) override;
  Bytes size() const { return size_; }

 private:
  static Result<FileSink> open(const std::filesystem::path& file, int flags, Bytes offset);
  FileSink(int fd, std::filesystem::path file, Bytes offset);

  int fd_;
  std::filesystem::path file_;
  Bytes offset_ = 0;
  Bytes size_ = 0;
};

}  // namespace bxbench::http
