// SPDX-License-Identifier: Apache-2.0
#include <harness/script/stack.hpp>

#include <algorithm>

namespace bxbench::script {
namespace {

int push_field(lua_State* L, int table, const char* field) {
  table = lua_absindex(L, table);
  luaL_checkstack(L, 4, "too many nested tables");
  luaL_checktype(L, table, LUA_TTABLE);
  lua_pushstring(L, field);
  return lua_rawget(L, table);
}

void want(lua_State* L, int type, const char* field) {
  if (lua_type(L, -1) != type)
    luaL_error(L, "%s must be a %s, not a %s", field, lua_typename(L, type), luaL_typename(L, -1));
}

std::string top_string(lua_State* L, const char* field) {
  want(L, LUA_TSTRING, field);
  std::size_t size = 0;
  const char* text = lua_tolstring(L, -1, &size);
  return {text, size};
}

}  // namespace

std::string get_string(lua_State* L, int table, const char* field) {
  std::string text;
  if (push_field(L, table, field) != LUA_TNIL) text = top_string(L, field);
  lua_pop(L, 1);
  return text;
}

bool get_bool(lua_State* L, int table, const char* field) {
  if (push_field(L, table, field) != LUA_TNIL) want(L, LUA_TBOOLEAN, field);
  const bool value = lua_toboolean(L, -1) != 0;
  lua_pop(L, 1);
  return value;
}

std::optional<double> get_number(lua_State* L, int table, const char* field) {
  std::optional<double> number;
  if (push_field(L, table, field) != LUA_TNIL) {
    want(L, LUA_TNUMBER, field);
    number = lua_tonumber(L, -1);
  }
  lua_pop(L, 1);
  return number;
}

bool has_field(lua_State* L, int table, const char* field) {
  const bool found = push_field(L, table, field) != LUA_TNIL;
  lua_pop(L, 1);
  return found;
}

std::vector<std::string> get_strings(lua_State* L, int table, const char* field) {
  std::vector<std::string> texts;
  each_item(L, table, field, [&] { texts.push_back(top_string(L, field)); });
  return texts;
}

bool push_table(lua_State* L, int table, const char* field) {
  if (push_field(L, table, field) == LUA_TNIL) {
    lua_pop(L, 1);
    return false;
  }
  want(L, LUA_TTABLE, field);
  return true;
}

void each_item(lua_State* L, int table, const char* field, const std::function<void()>& visit) {
  if (!push_table(L, table, field)) return;
  const int list = lua_gettop(L);
  for (lua_Integer i = 1; lua_rawgeti(L, list, i) != LUA_TNIL; ++i) {
    visit();
    lua_settop(L, list);
  }
  lua_settop(L, list - 1);
}

void each_entry(lua_State* L, int table, const char* field,
                const std::function<void(const std::string& key)>& visit) {
  if (!push_table(L, table, field)) return;
  const int map = lua_gettop(L);
  std::vector<std::string> keys;
  for (lua_pushnil(L); lua_next(L, map) != 0; lua_pop(L, 1))
    if (lua_type(L, -2) == LUA_TSTRING) keys.emplace_back(lua_tostring(L, -2));
  std::sort(keys.begin(), keys.end());
  for (const auto& key : keys) {
    push_string(L, key);
    lua_rawget(L, map);
    visit(key);
    lua_settop(L, map);
  }
  lua_settop(L, map - 1);
}

void push_string(lua_State* L, std::string_view text) {
  lua_pushlstring(L, text.data(), text.size());
}

void set_string(lua_State* L, const char* field, std::string_view text) {
  push_string(L, text);
  lua_setfield(L, -2, field);
}

void set_bool(lua_State* L, const char* field, bool value) {
  lua_pushboolean(L, value ? 1 : 0);
  lua_setfield(L, -2, field);
}

void set_number(lua_State* L, const char* field, double value) {
  lua_pushnumber(L, value);
  lua_setfield(L, -2, field);
}

void set_integer(lua_State* L, const char* field, lua_Integer value) {
  lua_pushinteger(L, value);
  lua_setfield(L, -2, field);
}

}  // namespace bxbench::script
