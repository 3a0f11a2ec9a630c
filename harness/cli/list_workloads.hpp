// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/suite.hpp>

#include <string>
#include <vector>

namespace bxbench::cli {

/// What `bxbench list workloads` tells of one: the size of its context, its base images and whether
/// they are made yet, how long a cold build took last, forms, mounts, edits; a line each.
std::vector<std::string> facts_of(const suite::Workload& workload);

}  // namespace bxbench::cli
