// SPDX-License-Identifier: Apache-2.0
#include <harness/script/action.hpp>
#include <harness/script/cache_mount.hpp>
#include <harness/script/stack.hpp>

#include <array>
#include <string_view>

namespace bxbench::script {
namespace {

using namespace suite;

Action read_job(lua_State* L) {
  const auto claim = get_string(L, 1, "claim");
  return RunJob{.name = get_string(L, 1, "name"),
                .measure = get_bool(L, 1, "measure"),
                .claim = claim == "cold"   ? Claim::cold
                         : claim == "warm" ? Claim::warm
                                           : Claim::none,
                .runner = get_string(L, 1, "runner"),
                .mismatch = get_bool(L, 1, "mismatch")};
}

Action read_edit(lua_State* L) {
  return ApplyEdit{get_string(L, 1, "name")};
}

Action read_bump(lua_State*) {
  return BumpVersion{};
}

Action read_expect(lua_State* L) {
  return Expect{get_bool(L, 1, "holds"), get_string(L, 1, "message"), get_string(L, 1, "where")};
}

Action read_restore(lua_State* L) {
  return RestoreCache{get_string(L, 1, "path"), get_string(L, 1, "key"),
                      get_strings(L, 1, "restore_keys")};
}

Action read_save(lua_State* L) {
  return SaveCache{get_string(L, 1, "path"), get_string(L, 1, "key")};
}

template <class Carry>
Action read_carry(lua_State* L) {
  Carry carry;
  if (!push_table(L, 1, "mount")) luaL_error(L, "a mount is missing");
  carry.mount = read_cache_mount(L);
  lua_pop(L, 1);
  carry.carrier_id = get_string(L, 1, "carrier_id");
  carry.directory = get_string(L, 1, "directory");
  return carry;
}

struct Reader {
  std::string_view kind;
  Action (*read)(lua_State* L);
};
constexpr std::array readers{
    Reader{"job", read_job},
    Reader{"edit", read_edit},
    Reader{"bump_version", read_bump},
    Reader{"expect", read_expect},
    Reader{"restore", read_restore},
    Reader{"save", read_save},
    Reader{"inject", read_carry<InjectMount>},
    Reader{"extract", read_carry<ExtractMount>},
};

}  // namespace

Action read_action(lua_State* L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  const auto kind = get_string(L, 1, "kind");
  for (const auto& reader : readers)
    if (reader.kind == kind) return reader.read(L);
  luaL_error(L, "nothing can answer '%s'", kind.c_str());
  return {};
}

}  // namespace bxbench::script
