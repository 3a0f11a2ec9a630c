// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace bxbench::script {

/// A file that defines scenarios, strategies or workloads.
struct ScriptFile {
  std::filesystem::path path;
  std::string display;  ///< as errors and lists call it
  bool built_in = false;
};

/// The built-in files below `share`, then what the user named: files, and of directories their
/// *.lua and workloads/*/workload.lua, or their workload.lua alone. Sorted within a directory.
Result<std::vector<ScriptFile>> find_scripts(const std::filesystem::path& share,
                                             const std::vector<std::filesystem::path>& named);

}  // namespace bxbench::script
