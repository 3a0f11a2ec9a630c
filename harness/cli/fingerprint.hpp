// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cli/choose.hpp>

#include <map>
#include <string>

namespace bxbench::cli {

/// Digests of everything that decides what a plan's trials do, by names for people: "scenario
/// warm-build", "workload go: app/go.mod", "library". A folder with very many files counts as one.
Result<std::map<std::string, std::string>> fingerprint(const Choice& choice);

}  // namespace bxbench::cli
