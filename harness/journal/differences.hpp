// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/journal/record.hpp>

#include <string>
#include <vector>

namespace bxbench::journal {

/// What differs between the circumstances of two runs, a clause for each: "docker was '28.5', now
/// it is '29.0'", "workload go: Dockerfile has changed".
struct Differences {
  std::vector<std::string>
      tools;  ///< bxbench, docker, buildx, BuildKit, the system with its kernel
  std::vector<std::string> machine;     ///< builder, CPUs, memory, storage
  std::vector<std::string> conditions;  ///< link, base images
  std::vector<std::string> inputs;      ///< scripts and workloads, by their digests
};

Differences differences(const RunStarted& before, const RunStarted& after);

}  // namespace bxbench::journal
