// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/exchange.hpp>

namespace bxbench::http {

/// Writes a body to a new file of mode 0600, from front to back.
class FileSink final : public Sink {
 public:
  static Result<FileSink> create(const std::filesystem::path& file);
  ~FileSink() override;
  FileSink(FileSink&& other) noexcept;
  FileSink& operator=(FileSink&&) = delete;

  Result<void> write(std::string_view bytes) override;
  Bytes size() const { return size_; }

 private:
  FileSink(int fd, std::filesystem::path file);

  int fd_;
  std::filesystem::path file_;
  Bytes size_ = 0;
};

}  // namespace bxbench::http
