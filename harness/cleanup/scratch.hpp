// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace bxbench::cleanup {

/// Every program that bxbench starts carries this variable; its value is a directory below the
/// run's scratch directory. It is how the next start finds what a killed run left.
inline constexpr const char* owner_variable = "BXBENCH_OWNER";

/// Where scratch directories may live, each a folder bxbench-<uid>, the preferred one first: below
/// $TMPDIR when it is set; else in memory (/dev/shm) where plenty is free, so that the host's disk
/// does not decide what a build costs; else below /var/tmp.
std::vector<std::filesystem::path> scratch_places();

/// The directory of one run of bxbench: all of its temporary files, sockets, data roots.
/// A lock held on it tells others that the run is alive; the kernel drops it when the run dies.
class Scratch {
 public:
  static Result<Scratch> create();
  Scratch(Scratch&& other) noexcept;
  Scratch& operator=(Scratch&&) = delete;
  ~Scratch();  ///< tears the directory down
  const std::filesystem::path& path() const { return path_; }
  /// "tmpfs" (memory) or "disk": it decides much of what a build costs.
  std::string storage() const;

 private:
  Scratch(std::filesystem::path path, int lock) : path_(std::move(path)), lock_(lock) {}
  std::filesystem::path path_;
  int lock_ = -1;
};

}  // namespace bxbench::cleanup
