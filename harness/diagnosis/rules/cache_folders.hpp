// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/diagnosis/facts.hpp>

#include <optional>
#include <string>
#include <vector>

namespace bxbench::diagnosis {

// Folders of the runner that hold content of cache mounts between two jobs.

/// Paths that the job saves or restores.
std::vector<std::string> cache_paths(const Job& job);

/// Whether a folder is `path` or below it; `path` may be relative to a directory that is not known.
bool lies_in(const std::string& folder, const std::string& path);

/// Whether a save is that of the folders that mounts are carried by: by its paths, or because the
/// job has no other cache. No value: nothing tells.
std::optional<bool> holds_carried(const Save& save, const Job& job);

}  // namespace bxbench::diagnosis
