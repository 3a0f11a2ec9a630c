// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <lua.hpp>

namespace bxbench::script {

/// `require "bxbench.native"` of the library; scripts cannot see it.
extern const luaL_Reg native_functions[];

}  // namespace bxbench::script
