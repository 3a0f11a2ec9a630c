// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/script/guarded.hpp>
#include <harness/support/error.hpp>

#include <lua.hpp>

#include <type_traits>

namespace bxbench::script {

/// The error on top of the stack as a value, popped. `status` is what Lua returned.
Error take_error(lua_State* thread, int status);

/// Runs `body(L)` on an empty stack frame where errors are caught: everything that may raise or
/// allocate goes through here. Results leave by reference.
template <class Body>
Result<void> protect(lua_State* L, Body&& body) {
  using Plain = std::remove_reference_t<Body>;
  lua_pushcfunction(L, [](lua_State* inner) {
    auto& run = *static_cast<Plain*>(lua_touserdata(inner, 1));
    lua_settop(inner, 0);
    return guarded(inner, [&] {
      run(inner);
      return 0;
    });
  });
  lua_pushlightuserdata(L, &body);
  const int status = lua_pcall(L, 1, 0, 0);
  if (status != LUA_OK) return take_error(L, status);
  return {};
}

}  // namespace bxbench::script
