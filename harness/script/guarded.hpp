// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <lua.hpp>

#include <exception>

namespace bxbench::script {

/// Runs the body of a function that Lua calls. A C++ exception becomes a Lua error; Lua's own
/// error, which the C++ build of Lua throws as a pointer, passes and unwinds the frames on its way.
template <class Body>
int guarded(lua_State* L, Body body) {
  try {
    return body();
  } catch (const std::exception& failure) {
    lua_pushstring(L, failure.what());
  }
  return lua_error(L);  // outside the handler
}

}  // namespace bxbench::script
