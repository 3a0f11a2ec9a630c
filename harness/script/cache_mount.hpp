// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/workload.hpp>

#include <lua.hpp>

namespace bxbench::script {

/// The cache mount on top of the stack.
suite::CacheMount read_cache_mount(lua_State* L);

/// Pushes a table with what the mount declares.
void push_cache_mount(lua_State* L, const suite::CacheMount& mount);

}  // namespace bxbench::script
