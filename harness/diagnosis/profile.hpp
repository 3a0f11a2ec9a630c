// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>
#include <harness/support/units.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bxbench::diagnosis {

/// What a cache must amount to. Megabytes are 10^6 bytes.
struct Profile {
  std::string name = "default";
  double empty_below = 4096;  ///< bytes of an archive: headers without content stay below it
  double mount_empty_below =
      256;  ///< bytes of files in a mount: a carrier's time stamp stays below
  double du_empty_below = 16'384;    ///< the same as `du` counts: empty directories of 4 to 8 kB
  double restore_at_least = 0;       ///< bytes of a restored archive
  double module_mount_at_least = 0;  ///< bytes of a mount of downloaded packages before the build
  double build_mount_at_least = 0;   ///< bytes of a mount of compiled objects before the build
  double build_below = 0;            ///< seconds of a compile step with a warm cache; 0: any
  double speedup_at_least = 1.3;     ///< first build's seconds divided by a later one's
  double downloads_at_most = 5;      ///< lines that say so, of a build with a warm cache
  double context_at_most = 100e6;    ///< bytes of a build context
};

/// One threshold, as `--threshold name=value` sets it.
struct Threshold {
  const char* name;
  double Profile::*value;
  const char* unit;
  const char* summary;
};

const std::vector<Threshold>& thresholds();

/// "100MB", "10s", "1.3": as `set_threshold` takes it.
std::string value_of(const Threshold& threshold, const Profile& profile);

/// "default": what no working cache violates. "seed": what a Go project of some size expects:
/// 100 MB restored, 100 MB of modules and 50 MB of objects before the build, compiled in 10 s.
const std::vector<Profile>& profiles();

/// Error: bad_input, with the names that there are.
Result<Profile> find_profile(std::string_view name);

/// Applies "restore-at-least=50MB"; units kB, MB, GB, KiB, MiB, GiB for bytes.
/// Error: bad_input, no such threshold, or no number.
Result<void> set_threshold(Profile& profile, std::string_view assignment);

}  // namespace bxbench::diagnosis
