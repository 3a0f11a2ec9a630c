// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace bxbench::execution {

/// Keeps the raw progress of a build for later reading. While the build runs every line is written
/// as it comes, uncompressed, next to the file that is asked for (without its ".zst"): it costs
/// little, takes no memory, and is still there when bxbench is killed. A log that cannot be written
/// must not fail a build: it is given up.
class ProgressLog {
 public:
  /// `file` ends in ".zst"; empty: nothing is kept.
  explicit ProgressLog(std::filesystem::path file);
  ProgressLog(const ProgressLog&) = delete;
  ProgressLog& operator=(const ProgressLog&) = delete;
  ~ProgressLog();

  void add_line(std::string_view line);
  /// Compresses what was written, when no clock runs any more, and removes the plain file.
  void finish();

 private:
  void close();
  std::filesystem::path file_, plain_;
  int descriptor_ = -1;
};

}  // namespace bxbench::execution
