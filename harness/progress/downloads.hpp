// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bxbench::progress {

/// Whether a line says that a package manager downloads something.
bool is_download(std::string_view line);

/// Counts the lines of a step's output that say that a package manager downloads something: go,
/// cargo, pip, npm (with `--loglevel http`), apt, apk. A warm cache has few or none. The output may
/// come in pieces that end anywhere, and is not kept.
class DownloadCounter {
 public:
  void add(std::string_view piece);
  std::uint64_t count() const;  ///< the last line counts without its end

 private:
  std::string line_;  ///< the beginning of the one that has not ended
  std::uint64_t count_ = 0;
};

}  // namespace bxbench::progress
