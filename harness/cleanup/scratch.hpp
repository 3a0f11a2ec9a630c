// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

#include <filesystem>
#include <string>

namespace bxbench::cleanup {

/// Every program that bxbench starts carries this variable; its value is a directory below the
/// run's scratch directory. It is how the next start finds what a killed run left.
inline constexpr const char* owner_variable = "BXBENCH_OWNER";

/// Where scratch directories live: $TMPDIR or /var/tmp, then bxbench-<uid>.
std::filesystem::path scratch_base();

/// The directory of one run of bxbench: all of its temporary files, sockets, data roots.
/// A lock held on it tells others that the run is alive; the kernel drops it when the run dies.
class Scratch {
 public:
  static Result<Scratch> create();
  Scratch(Scratch&& other) noexcept;
  Scratch& operator=(Scratch&&) = delete;
  ~Scratch();  ///< tears the directory down
  const std::filesystem::path& path() const { return path_; }

 private:
  Scratch(std::filesystem::path path, int lock) : path_(std::move(path)), lock_(lock) {}
  std::filesystem::path path_;
  int lock_ = -1;
};

}  // namespace bxbench::cleanup
