// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/action.hpp>

#include <lua.hpp>

namespace bxbench::script {

/// The action that a yielded table on top of the stack describes. Raises when it describes none.
suite::Action read_action(lua_State* L);

/// Pushes a reply as the table that the library expects. May raise.
void push_reply(lua_State* L, const suite::Reply& reply);

}  // namespace bxbench::script
