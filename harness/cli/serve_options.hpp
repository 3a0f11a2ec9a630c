// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/service/actions_cache/server.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace bxbench::cli {

/// What `bxbench serve` was asked for.
struct ServeOptions {
  service::actions_cache::Settings settings;          ///< directory empty: a temporary one
  std::vector<service::actions_cache::Grant> grants;  ///< of the token, own ref first
  std::chrono::seconds token_lifetime{6 * 3600};
  int protocol = 2;  ///< which one the printed environment selects
  std::vector<suite::Fault> faults;
  bool read_only = false;
  std::filesystem::path access_log;  ///< one JSON object a line; "-": stderr; empty: none
  bool quiet = false;
};

}  // namespace bxbench::cli
