// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/measure/sample.hpp>

#include <string>

namespace bxbench::measure {

/// Bytes below which a restored archive counts as empty: the headers of an archive without content
/// stay below it, any real dependency cache is far above.
inline constexpr Bytes empty_below = 4096;

/// Bytes below which a cache mount counts as empty: the time stamp that a carrier leaves in it
/// stays below. Small files are a cache all the same.
inline constexpr Bytes mount_empty_below = 256;

/// Whether a mount that was looked into held nothing; one that nobody looked into counts as empty.
inline bool is_empty(const MountEvidence& mount) {
  return mount.bytes_before.value_or(0) < mount_empty_below;
}

/// Why the sample does not prove what it claims; empty when it does.
///
/// Every sample: the artifact was read and contains the marker of the last edit.
/// Claim warm, strategy carries layers: an import succeeded and at least one step was cached.
/// Claim warm, strategy carries mounts: the restore hit with a real payload and every declared
///   mount held something before the build.
/// Claim warm, strategy carries nothing: no step was cached (the claim means "as warm as it gets").
/// Claim cold: no step was cached and no declared mount held anything before the build.
std::string why_invalid(const Sample& sample);

}  // namespace bxbench::measure
