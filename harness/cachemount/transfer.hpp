// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/workload.hpp>
#include <harness/support/units.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace bxbench::cachemount {

/// What a cache mount holds.
struct Content {
  Bytes bytes = 0;                ///< content of regular files
  std::uint64_t files = 0;        ///< regular files; further names of one are `others`
  std::uint64_t directories = 0;  ///< without the mount's own
  std::uint64_t others = 0;       ///< symbolic and hard links, pipes, devices
};

/// What one transfer moved.
struct Moved : Content {
  Bytes archive_bytes = 0;  ///< size of the compressed file
  double seconds = 0;       ///< of the transfer alone, without the helper build around it
  bool empty = true;        ///< nothing but a carrier's own marks
};

/// One mount and its file, for a transfer together with others.
struct Transfer {
  suite::CacheMount mount;
  std::filesystem::path file;  ///< a tar, compressed by zstd
};

/// Files that carriers leave at the top of a mount and that are nobody's cache:
/// buildkit-cache-dance writes `buildstamp` to make its steps differ. bxbench leaves none, but may
/// meet one.
inline bool is_carrier_mark(std::string_view name) {
  return name == "buildstamp";
}

}  // namespace bxbench::cachemount
