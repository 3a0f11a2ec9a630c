// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/measure/sample.hpp>

#include <string>

namespace bxbench::measure {

// Facts of a sample as clauses that can follow "because" or "but".

/// "no step was cached", "1 of 7 steps was cached"
std::string describe(const Steps& steps);

/// "mount go-mod held 0 bytes before the build"
std::string describe(const MountEvidence& mount);

/// "the artifact does not contain marker m-2: stale or not built"
std::string describe_artifact(const Evidence& evidence);

}  // namespace bxbench::measure
