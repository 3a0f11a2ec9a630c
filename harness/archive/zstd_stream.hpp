// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>
#include <harness/support/units.hpp>

#include <filesystem>
#include <memory>
#include <string_view>

namespace bxbench::archive {

/// A file that is compressed as it is written (zstd, level 1, two threads).
class ZstdWriter {
 public:
  static Result<ZstdWriter> create(const std::filesystem::path& file);
  ZstdWriter(ZstdWriter&&) noexcept;
  ZstdWriter& operator=(ZstdWriter&&) noexcept;
  ~ZstdWriter();
  Result<void> write(std::string_view bytes);
  Result<void> finish();

 private:
  struct State;
  explicit ZstdWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// A compressed file that is read decompressed.
class ZstdReader {
 public:
  static Result<ZstdReader> open(const std::filesystem::path& file);
  ZstdReader(ZstdReader&&) noexcept;
  ZstdReader& operator=(ZstdReader&&) noexcept;
  ~ZstdReader();
  /// The next piece, valid until the next call; empty at the end.
  Result<std::string_view> read();

 private:
  struct State;
  explicit ZstdReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace bxbench::archive
