// SPDX-License-Identifier: Apache-2.0
#include <harness/script/cache_mount.hpp>
#include <harness/script/stack.hpp>

#include <fmt/format.h>

#include <limits>

namespace bxbench::script {
namespace {

std::optional<unsigned> get_number(lua_State* L, const char* field) {
  std::optional<unsigned> number;
  lua_pushstring(L, field);
  if (lua_rawget(L, -2) != LUA_TNIL) {
    const auto value = luaL_checkinteger(L, -1);
    if (value < 0 || value > std::numeric_limits<std::int32_t>::max())
      luaL_error(L, "a cache mount's %s cannot be %s", field, luaL_tolstring(L, -1, nullptr));
    number = static_cast<unsigned>(value);
  }
  lua_pop(L, 1);
  return number;
}

}  // namespace

suite::CacheMount read_cache_mount(lua_State* L) {
  suite::CacheMount mount;
  mount.id = get_string(L, -1, "id");
  mount.target = get_string(L, -1, "target");
  mount.uid = get_number(L, "uid");
  mount.gid = get_number(L, "gid");
  if (const auto mode = get_string(L, -1, "mode"); !mode.empty())
    mount.mode = static_cast<unsigned>(std::stoul(mode, nullptr, 8));
  mount.sharing = get_string(L, -1, "sharing");
  return mount;
}

void push_cache_mount(lua_State* L, const suite::CacheMount& mount) {
  lua_newtable(L);
  set_string(L, "id", mount.id);
  set_string(L, "target", mount.target);
  if (mount.uid) set_integer(L, "uid", *mount.uid);
  if (mount.gid) set_integer(L, "gid", *mount.gid);
  if (mount.mode) set_string(L, "mode", fmt::format("{:04o}", *mount.mode));
  if (!mount.sharing.empty()) set_string(L, "sharing", mount.sharing);
}

}  // namespace bxbench::script
