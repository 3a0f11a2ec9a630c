// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/describe.hpp>

#include <fmt/format.h>

namespace bxbench::measure {

std::string describe(const Steps& steps) {
  if (steps.cached == 0) return "no step was cached";
  return fmt::format("{} of {} steps {} cached", steps.cached, steps.total,
                     steps.cached == 1 ? "was" : "were");
}

std::string describe(const MountEvidence& mount) {
  if (!mount.bytes_before) return fmt::format("nobody looked into mount {}", mount.id);
  return fmt::format("mount {} held {} bytes before the build", mount.id, *mount.bytes_before);
}

std::string describe_artifact(const Evidence& evidence) {
  const auto& marker = evidence.expected_marker;
  if (!evidence.artifact_fresh) return "the artifact was not read";
  if (*evidence.artifact_fresh) return fmt::format("the artifact contains marker {}", marker);
  return fmt::format("the artifact does not contain marker {}: stale or not built", marker);
}

}  // namespace bxbench::measure
