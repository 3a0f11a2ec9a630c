// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/units.hpp>

#include <string>
#include <string_view>

namespace bxbench::archive {

/// Counts what a tar stream carries while it passes by, in pieces of any size. Pure.
/// Format: POSIX ustar and its GNU and pax extensions (512-byte records; sizes octal or base-256).
class TarCounter {
 public:
  void add(std::string_view bytes);
  Bytes content_bytes() const { return content_bytes_; }  ///< of regular files
  std::uint64_t files() const { return files_; }          ///< regular files
  bool ended() const { return zero_records_ >= 2; }       ///< the end mark was seen: not cut short
  bool damaged() const { return damaged_; }               ///< not a tar stream

 private:
  void read_header();
  std::string header_;
  Bytes skip_ = 0;
  Bytes content_bytes_ = 0;
  std::uint64_t files_ = 0;
  int zero_records_ = 0;
  bool damaged_ = false;
};

}  // namespace bxbench::archive
