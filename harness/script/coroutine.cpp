// SPDX-License-Identifier: Apache-2.0
#include <harness/script/coroutine.hpp>

namespace bxbench::script {

Result<Coroutine> Coroutine::create(const std::shared_ptr<State>& state, std::string file) {
  Coroutine made;
  made.file_ = std::move(file);
  auto created = protect(state->main(), [&](lua_State* L) {
    made.thread_ = lua_newthread(L);
    made.anchor_ = Ref(state, L);
  });
  if (!created) return created.error();
  return made;
}

Result<Coroutine::Outcome> Coroutine::run(int pushed) {
  state().meter().watch(thread_);
  state().running_file = file_;
  const int arguments = started_ ? pushed : pushed - 1;
  started_ = true;
  int results = 0;
  const int status = lua_resume(thread_, state().main(), arguments, &results);
  // A failed thread is left as it is: unwinding it would run a script's __close uncounted.
  if (status != LUA_OK && status != LUA_YIELD) return take_error(thread_, status);
  if (results == 0)
    lua_pushnil(thread_);
  else
    lua_pop(thread_, results - 1);
  return status == LUA_YIELD ? Outcome::asks : Outcome::ended;
}

}  // namespace bxbench::script
