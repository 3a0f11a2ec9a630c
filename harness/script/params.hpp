// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/param.hpp>

#include <lua.hpp>

#include <vector>

namespace bxbench::script {

/// The value on top of the stack, left there. Raises.
suite::ParamValue param_value(lua_State* L);

/// The field `params` of the definition at a stack index, sorted by name. Raises.
std::vector<suite::Param> read_params(lua_State* L, int definition);

/// Sets the field `params` of the table on top of the stack: what was declared, overlaid by what is
/// given. May raise.
void set_params(lua_State* L, const std::vector<suite::Param>& declared,
                const suite::ParamValues& given);

}  // namespace bxbench::script
