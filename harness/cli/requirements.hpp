// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/workload.hpp>
#include <harness/support/error.hpp>

#include <string>
#include <vector>

namespace bxbench::cli {

/// One thing that running scenarios takes, and whether this machine has it.
struct Requirement {
  std::string name;  ///< "dockerd"
  std::string why;   ///< "a private daemon for every runner"
  std::string how;   ///< how to get it; empty when it is there
  bool fulfilled = false;
};

/// Looks at the machine; nothing is started or changed.
std::vector<Requirement> requirements();

/// Errc::environment that names everything that running these workloads lacks.
Result<void> check_requirements(const std::vector<const suite::Workload*>& workloads);

}  // namespace bxbench::cli
