// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/output_file.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>

#include <fstream>

namespace fs = std::filesystem;

namespace bxbench::cli {

Result<void> write_output(const fs::path& file, const std::string& text) {
  std::error_code failure;
  const auto status = fs::symlink_status(file, failure);
  if (!fs::exists(status) || fs::is_regular_file(status)) return write_file_atomically(file, text);
  std::ofstream out(file, std::ios::binary);
  if (out << text << std::flush) return {};
  return Error{Errc::io, fmt::format("cannot write to {}", file.string())};
}

}  // namespace bxbench::cli
