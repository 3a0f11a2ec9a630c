// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace bxbench::cleanup {

/// What was found and removed.
struct TornDown {
  int processes = 0, mounts = 0;
  std::vector<std::string> problems;  ///< what could not be removed, and why
};

/// Kills every process that belongs to `directory` (by its owner variable, or a container that
/// lives on a mount below it), unmounts everything below it, removes it.
TornDown tear_down(const std::filesystem::path& directory);

}  // namespace bxbench::cleanup
