// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/action.hpp>

#include <lua.hpp>

namespace bxbench::script {

// What a scenario asks of the Actions cache service, from the table at index 1. They raise.

suite::Action read_fault(lua_State* L);
suite::Action read_clear_faults(lua_State* L);
suite::Action read_advance_clock(lua_State* L);
suite::Action read_limit(lua_State* L);
suite::Action read_evict(lua_State* L);
suite::Action read_entries(lua_State* L);

}  // namespace bxbench::script
