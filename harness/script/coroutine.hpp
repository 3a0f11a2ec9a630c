// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/script/ref.hpp>
#include <harness/support/error.hpp>

#include <lua.hpp>

#include <memory>

namespace bxbench::script {

/// A Lua thread. Scripts run on one, because the host can look at its stack after a failure and
/// because it can be suspended.
class Coroutine {
 public:
  enum class Outcome { asks, ended };

  /// `file` is how errors call the script.
  static Result<Coroutine> create(const std::shared_ptr<State>& state, std::string file);

  /// Runs on. `push(L)` pushes, the first time, the function and its arguments, then the answer to
  /// the last request; it may raise. Afterwards the request or the result is the top of `lua()`.
  template <class Push>
  Result<Outcome> resume(Push push);

  lua_State* lua() const { return thread_; }
  State& state() const { return *anchor_.state(); }

 private:
  Result<Outcome> run(int pushed);

  Ref anchor_;
  lua_State* thread_ = nullptr;
  std::string file_;
  bool started_ = false;
};

}  // namespace bxbench::script

#include <harness/script/call.hpp>

template <class Push>
bxbench::Result<bxbench::script::Coroutine::Outcome> bxbench::script::Coroutine::resume(Push push) {
  lua_settop(thread_, 0);
  int pushed = 0;
  auto ready = protect(state().main(), [&](lua_State* L) {
    push(L);
    pushed = lua_gettop(L);
    if (lua_checkstack(thread_, pushed + 1) == 0) luaL_error(L, "stack overflow");
    lua_xmove(L, thread_, pushed);
  });
  if (!ready) return ready.error();
  return run(pushed);
}
