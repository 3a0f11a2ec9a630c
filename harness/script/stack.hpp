// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <lua.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bxbench::script {

// Reads of a table at a stack index. bxbench/check.lua has checked it for the user's sake; here a
// wrong type still raises, because a script may have changed the table since. No metamethod runs.

/// Empty when the field is absent.
std::string get_string(lua_State* L, int table, const char* field);
/// False when the field is absent.
bool get_bool(lua_State* L, int table, const char* field);
/// No value when the field is absent.
std::optional<double> get_number(lua_State* L, int table, const char* field);
bool has_field(lua_State* L, int table, const char* field);
/// Empty when the field is absent.
std::vector<std::string> get_strings(lua_State* L, int table, const char* field);
/// Pushes a field that must be a table or absent; false and nothing pushed: absent.
bool push_table(lua_State* L, int table, const char* field);
/// Calls `visit` with each item of a list on top of the stack.
void each_item(lua_State* L, int table, const char* field, const std::function<void()>& visit);
/// Calls `visit` with each value of a map on top of the stack, in the order of the sorted keys.
void each_entry(lua_State* L, int table, const char* field,
                const std::function<void(const std::string& key)>& visit);

void push_string(lua_State* L, std::string_view text);
/// Sets a field of the table on top of the stack.
void set_string(lua_State* L, const char* field, std::string_view text);
void set_bool(lua_State* L, const char* field, bool value);
void set_number(lua_State* L, const char* field, double value);
void set_integer(lua_State* L, const char* field, lua_Integer value);

}  // namespace bxbench::script
