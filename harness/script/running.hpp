// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/script/coroutine.hpp>
#include <harness/suite/script.hpp>

#include <functional>
#include <memory>
#include <string>

namespace bxbench::script {

/// What a script serves decides what it may ask for.
enum class Role { scenario, strategy };

/// How to start a script.
struct Start {
  Role role;
  std::string file;                      ///< how errors call the script
  std::function<void(lua_State*)> push;  ///< pushes its function and arguments; may raise
  std::string cache_dir{};  ///< strategies: they may use these two and what is below, nothing else
  std::string host_dir{};
};

Result<std::unique_ptr<suite::Script>> start_script(const std::shared_ptr<State>& state,
                                                    Start start);

/// Runs a function that may ask for nothing; its result is left on top of the coroutine's stack.
/// `what` is what an error says cannot ask.
Result<Coroutine> run_to_end(const std::shared_ptr<State>& state, const std::string& file,
                             const char* what, const std::function<void(lua_State*)>& push);

}  // namespace bxbench::script
