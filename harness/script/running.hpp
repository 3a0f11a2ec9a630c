// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/script/coroutine.hpp>
#include <harness/suite/script.hpp>

#include <functional>
#include <memory>
#include <string>

namespace bxbench::script {

/// What a script serves decides what it may ask for.
enum class Role { scenario, hook };

/// A script about to start. `push(L)` pushes its function and arguments and may raise. A hook may
/// read and write `cache_dir` and what is below it, nothing else.
Result<std::unique_ptr<suite::Script>> start_script(const std::shared_ptr<State>& state, Role role,
                                                    std::string cache_dir,
                                                    std::function<void(lua_State*)> push);

/// A script that ends at once.
std::unique_ptr<suite::Script> nothing_to_run();

/// Runs a function that may ask for nothing; its result is left on top of the coroutine's stack.
Result<Coroutine> run_to_end(const std::shared_ptr<State>& state, const char* what,
                             const std::function<void(lua_State*)>& push);

}  // namespace bxbench::script
