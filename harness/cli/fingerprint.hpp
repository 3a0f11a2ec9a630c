// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cli/choose.hpp>

#include <filesystem>
#include <map>
#include <string>

namespace bxbench::cli {

/// Digests of everything that decides what a plan's trials do, by names for people: "script
/// lua/strategies/gha.lua", "workload go: go.mod". Scripts count as they were loaded, with the
/// modules that they required; of a build context, what a build is sent, without `.git` and what
/// lies below `results`. A context with very many files counts as one.
Result<std::map<std::string, std::string>> fingerprint(const Choice& choice,
                                                       const std::filesystem::path& results);

}  // namespace bxbench::cli
