// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/suite.hpp>
#include <harness/support/error.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace bxbench::script {

/// What to load and how it is set.
struct LoadRequest {
  std::filesystem::path share;  ///< directory that holds lua/ and scenarios/
  /// Further files that define scenarios, strategies or workloads, or directories of them.
  std::vector<std::filesystem::path> files;
  /// Values of `--set`: "name=value", "strategy.name=value" or "scenario.name=value".
  std::vector<std::string> settings;
};

/// The built-in definitions and those of the user's files, checked. A user's definition replaces
/// the built-in one of the same kind and name. What `settings` change shows in the presets of
/// `params`. The suite's objects share one Lua state: use them from one thread.
Result<suite::Suite> load_suite(const LoadRequest& request);

}  // namespace bxbench::script
