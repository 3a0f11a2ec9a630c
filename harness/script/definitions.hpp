// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/script/state.hpp>
#include <harness/suite/scenario.hpp>
#include <harness/suite/strategy.hpp>
#include <harness/suite/workload.hpp>

#include <lua.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace bxbench::script {

// The definition on top of the stack as a value of the suite. They raise; `file` is how errors call
// the file that it comes from.

std::shared_ptr<suite::Scenario> read_scenario(lua_State* L, const std::shared_ptr<State>& state,
                                               const std::string& file);
std::shared_ptr<suite::Strategy> read_strategy(lua_State* L, const std::shared_ptr<State>& state,
                                               const std::string& file);
/// The workload and its variants. `folder` is where the workload's relative paths start.
std::vector<suite::Workload> read_workloads(lua_State* L, const std::filesystem::path& folder,
                                            const std::string& file);

}  // namespace bxbench::script
