// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace bxbench::archive {

/// Writes an uncompressed tar entry by entry; owner root, times zero, so that the same entries
/// give the same bytes.
class TarWriter {
 public:
  static Result<TarWriter> create(const std::filesystem::path& file);
  TarWriter(TarWriter&&) noexcept;
  TarWriter& operator=(TarWriter&&) noexcept;
  ~TarWriter();
  Result<void> add_directory(const std::string& name, unsigned mode);
  Result<void> add_file(const std::string& name, std::string_view content, unsigned mode);
  Result<void> add_link(const std::string& name, const std::string& target);  ///< symbolic
  Result<void> finish();

 private:
  struct State;
  explicit TarWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace bxbench::archive
