// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace bxbench::service::actions_cache {

/// Uploads under way, and trees on their way out. Whoever finds one without its server removes it.
inline const std::string staging_prefix = "staging-";

inline std::filesystem::path entries_directory(const std::filesystem::path& store) {
  return store / "entries";
}

/// Entries of a snapshot, complete, about to replace the others.
inline std::filesystem::path restored_directory(const std::filesystem::path& store) {
  return store / "entries.restored";
}

}  // namespace bxbench::service::actions_cache
