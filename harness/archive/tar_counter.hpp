// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/units.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace bxbench::archive {

/// Counts what a tar stream carries while it passes by, in pieces of any size. Pure.
/// Format: POSIX ustar and its GNU and pax extensions (512-byte records; sizes octal or base-256).
class TarCounter {
 public:
  using IsMark = std::function<bool(std::string_view name)>;
  TarCounter() = default;
  /// `is_mark`: which files at the top are somebody's marks and no content.
  explicit TarCounter(IsMark is_mark) : is_mark_(std::move(is_mark)) {}
  void add(std::string_view bytes);
  Bytes content_bytes() const { return content_bytes_; }      ///< of regular files
  std::uint64_t files() const { return files_; }              ///< regular files
  std::uint64_t directories() const { return directories_; }  ///< without the root's own
  std::uint64_t others() const { return others_; }  ///< symbolic and hard links, pipes, devices
  bool only_marks() const { return files_ + directories_ + others_ == marks_; }
  bool ended() const { return zero_records_ >= 2; }  ///< the end mark was seen: not cut short
  bool damaged() const { return damaged_; }          ///< not a tar stream

 private:
  void read_header();
  void count_entry(char type, Bytes size);
  IsMark is_mark_;
  std::string header_;
  Bytes skip_ = 0;
  Bytes content_bytes_ = 0;
  std::uint64_t files_ = 0, directories_ = 0, others_ = 0, marks_ = 0;
  int zero_records_ = 0;
  bool damaged_ = false;
};

}  // namespace bxbench::archive
