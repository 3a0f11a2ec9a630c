// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/suite.hpp>
#include <harness/support/error.hpp>
#include <harness/support/units.hpp>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace bxbench::cli {

/// Something that was made once and is kept for later runs in the user's cache.
struct Kept {
  std::string kind;  ///< "base image", "fixture", "registry"
  std::string name;  ///< of whose recipe it is; empty: of none that is known
  std::filesystem::path path;
  Bytes bytes = 0;  ///< on disk; what several share is counted with the first
  std::chrono::hours unused{};
};

/// Everything kept, base images first; `suite` knows the recipes.
Result<std::vector<Kept>> list_kept(const suite::Suite& suite);

}  // namespace bxbench::cli
