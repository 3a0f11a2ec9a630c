// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <lua.hpp>

#include <filesystem>
#include <string>

namespace bxbench::script {

/// Opens the safe standard libraries, the native functions and the library's `require`. May raise.
void open_library(lua_State* L);

/// Pushes the value of a module of bxbench's library, e.g. "bxbench.run". May raise.
void push_module(lua_State* L, const char* name);

/// Pushes a script as a function with a fresh sandbox; its `require` looks in its folder and in the
/// library. `display` is how errors call the file. May raise.
void push_script(lua_State* L, const std::filesystem::path& file, const std::string& display);

}  // namespace bxbench::script
