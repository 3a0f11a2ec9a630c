// SPDX-License-Identifier: Apache-2.0
#include <harness/script/guarded.hpp>
#include <harness/script/library.hpp>
#include <harness/script/module_native.hpp>
#include <harness/script/names.hpp>
#include <harness/script/state.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace fs = std::filesystem;

namespace bxbench::script {
namespace {

constexpr std::uintmax_t largest_script = 1 << 20;
constexpr const char* library_require = "bxbench.require";  // in the registry

// Upvalues of a `require`.
enum : int { loaded_table = 1, folder_string, environment_table };

void push_chunk(lua_State* L, const fs::path& file, const std::string& chunk_name) {
  std::error_code failure;
  if (!fs::is_regular_file(file, failure))
    throw std::runtime_error(fmt::format("{} is not a file", file.string()));
  if (fs::file_size(file, failure) > largest_script)
    throw std::runtime_error(fmt::format("{} is too large for a script", file.string()));
  auto text = read_file(file);
  if (!text) throw std::runtime_error(text.error().message);
  if (chunk_name.front() == '@') State::of(L).sources[chunk_name.substr(1)] = *text;
  if (luaL_loadbufferx(L, text->data(), text->size(), chunk_name.c_str(), "t") != LUA_OK)
    lua_error(L);
}

// Makes the table at the top the _ENV of the function below it.
void set_environment(lua_State* L) {
  if (lua_setupvalue(L, -2, 1) == nullptr) lua_pop(L, 1);
}

bool is_inside(const fs::path& file, const fs::path& folder) {
  std::error_code failure;
  const auto inner = fs::canonical(file, failure);
  if (failure) return false;
  const auto outer = fs::canonical(folder, failure);
  if (failure) return false;
  return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

// The file of a module below `root`; empty: there is none. A link that leads out counts as none.
fs::path module_file(const fs::path& root, std::string name) {
  std::replace(name.begin(), name.end(), '.', '/');
  const auto file = root / (name + ".lua");
  return is_inside(file, root) ? file : fs::path{};
}

void push_module_chunk(lua_State* L, const std::string& name, const std::string& folder) {
  const auto& share = State::of(L).share();
  if (!folder.empty())
    if (const auto file = module_file(folder, name); !file.empty())
      return push_chunk(L, file, "@" + file.string());
  const auto file = module_file(share / "lua", name);
  if (file.empty())
    throw std::runtime_error(fmt::format("there is no module '{}' beside the script", name));
  if (folder.empty()) return push_chunk(L, file, "=[" + name + "]");
  push_chunk(L, file, "@" + file.lexically_relative(share).string());
}

int require(lua_State* L) {
  const char* argument = luaL_checkstring(L, 1);
  return guarded(L, [&] {
    const std::string name = argument;
    if (!is_module_name(name))
      return luaL_error(L, "require wants a module's name, like 'steps' or 'lib.steps', not '%s'",
                        argument);
    lua_settop(L, 1);
    lua_pushvalue(L, 1);
    if (lua_rawget(L, lua_upvalueindex(loaded_table)) != LUA_TNIL) {
      if (lua_islightuserdata(L, -1)) luaL_error(L, "module '%s' requires itself", argument);
      return 1;
    }
    lua_pushvalue(L, 1);
    lua_pushlightuserdata(L, nullptr);  // being loaded
    lua_rawset(L, lua_upvalueindex(loaded_table));
    push_module_chunk(L, name, lua_tostring(L, lua_upvalueindex(folder_string)));
    lua_pushvalue(L, lua_upvalueindex(environment_table));
    set_environment(L);
    lua_call(L, 0, 1);
    if (lua_isnil(L, -1)) luaL_error(L, "module '%s' returns nothing", argument);
    lua_pushvalue(L, 1);
    lua_pushvalue(L, -2);
    lua_rawset(L, lua_upvalueindex(loaded_table));
    return 1;
  });
}

// Pushes a `require` whose environment is still to be set.
void push_require(lua_State* L, const std::string& folder) {
  lua_newtable(L);
  lua_pushlstring(L, folder.data(), folder.size());
  lua_pushnil(L);
  lua_pushcclosure(L, require, 3);
}

}  // namespace

void open_library(lua_State* L) {
  constexpr std::array<luaL_Reg, 5> libraries{{{LUA_GNAME, luaopen_base},
                                               {LUA_STRLIBNAME, luaopen_string},
                                               {LUA_TABLIBNAME, luaopen_table},
                                               {LUA_MATHLIBNAME, luaopen_math},
                                               {LUA_UTF8LIBNAME, luaopen_utf8}}};
  for (const auto& [name, open] : libraries) {
    luaL_requiref(L, name, open, 1);
    lua_pop(L, 1);
  }
  push_require(L, "");
  lua_getupvalue(L, -1, loaded_table);
  lua_newtable(L);
  luaL_setfuncs(L, native_functions, 0);
  lua_setfield(L, -2, "bxbench.native");
  lua_pop(L, 1);
  lua_pushglobaltable(L);
  lua_setupvalue(L, -2, environment_table);
  lua_pushvalue(L, -1);
  lua_setglobal(L, "require");
  lua_setfield(L, LUA_REGISTRYINDEX, library_require);
  push_module(L, "bxbench.run");
  push_module(L, "bxbench.sandbox");
}

void push_module(lua_State* L, const char* name) {
  lua_getfield(L, LUA_REGISTRYINDEX, library_require);
  lua_pushstring(L, name);
  lua_call(L, 1, 1);
}

void push_script(lua_State* L, const fs::path& file, const std::string& display) {
  push_chunk(L, file, "@" + display);
  push_module(L, "bxbench.sandbox");
  const auto folder = file.parent_path();
  push_require(L, folder.empty() ? "." : folder.string());
  const int require_index = lua_gettop(L);
  lua_pushvalue(L, -2);
  lua_pushvalue(L, require_index);
  lua_call(L, 1, 1);
  lua_pushvalue(L, -1);
  lua_setupvalue(L, require_index, environment_table);
  lua_remove(L, require_index);
  lua_remove(L, -2);
  set_environment(L);
}

}  // namespace bxbench::script
