// SPDX-License-Identifier: Apache-2.0
#include <harness/script/action.hpp>
#include <harness/script/cache_action.hpp>
#include <harness/script/cache_mount.hpp>
#include <harness/script/params.hpp>
#include <harness/script/stack.hpp>

#include <array>
#include <string_view>
#include <utility>

namespace bxbench::script {
namespace {

using namespace suite;

TokenKind token_of(const std::string& word) {
  constexpr std::array<std::pair<std::string_view, TokenKind>, 4> words{
      {{"unset", TokenKind::unset},
       {"expired", TokenKind::expired},
       {"forged", TokenKind::forged},
       {"read-only", TokenKind::read_only}}};
  for (const auto& [name, kind] : words)
    if (name == word) return kind;
  return TokenKind::valid;
}

std::map<std::string, std::string> get_texts(lua_State* L, int table, const char* field) {
  std::map<std::string, std::string> texts;
  each_entry(L, table, field,
             [&](const std::string& name) { texts[name] = luaL_checkstring(L, -1); });
  return texts;
}

ParamValues get_params(lua_State* L, int table, const char* field) {
  ParamValues values;
  each_entry(L, table, field, [&](const std::string& name) { values[name] = param_value(L); });
  return values;
}

Action read_job(lua_State* L) {
  const auto claim = get_string(L, 1, "claim");
  return RunJob{.name = get_string(L, 1, "name"),
                .measure = get_bool(L, 1, "measure"),
                .claim = claim == "cold"   ? Claim::cold
                         : claim == "warm" ? Claim::warm
                                           : Claim::none,
                .runner = get_string(L, 1, "runner"),
                .mismatch = get_bool(L, 1, "mismatch"),
                .ref = get_string(L, 1, "ref"),
                .base = get_string(L, 1, "base"),
                .token = token_of(get_string(L, 1, "token")),
                .settings = get_params(L, 1, "set"),
                .dockerfile = get_string(L, 1, "dockerfile"),
                .build_args = get_texts(L, 1, "build_args"),
                .bases = get_texts(L, 1, "bases"),
                .no_cache = get_bool(L, 1, "no_cache"),
                .may_fail = get_bool(L, 1, "may_fail")};
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

std::vector<Identifier> read_identifiers(lua_State* L, const char* field) {
  std::vector<Identifier> identifiers;
  each_item(L, -1, field, [&] {
    identifiers.push_back({get_string(L, -1, "kind"), get_string(L, -1, "value")});
  });
  return identifiers;
}

Action read_build(lua_State* L) {
  RunBuild build;
  if (!push_table(L, 1, "flags")) luaL_error(L, "the build's flags are missing");
  build.flags.cache_from = get_strings(L, -1, "cache_from");
  build.flags.push = get_string(L, -1, "push");
  build.flags.cache_to = get_strings(L, -1, "cache_to");
  build.flags.looked_up = read_identifiers(L, "looked_up");
  build.flags.saved_under = read_identifiers(L, "saved_under");
  lua_pop(L, 1);
  return build;
}

Action read_restore(lua_State* L) {
  return RestoreCache{get_string(L, 1, "path"), get_string(L, 1, "key"),
                      get_strings(L, 1, "restore_keys")};
}

Action read_save(lua_State* L) {
  return SaveCache{get_string(L, 1, "path"), get_string(L, 1, "key")};
}

template <class Ship>
Action read_ship(lua_State* L) {
  return Ship{get_string(L, 1, "path"), get_string(L, 1, "ref")};
}

Action read_mounts(lua_State* L) {
  return ReadMounts{get_string(L, 1, "dockerfile")};
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
    Reader{"fault", read_fault},
    Reader{"clear_faults", read_clear_faults},
    Reader{"advance_clock", read_advance_clock},
    Reader{"limit", read_limit},
    Reader{"evict", read_evict},
    Reader{"entries", read_entries},
    Reader{"build", read_build},
    Reader{"restore", read_restore},
    Reader{"save", read_save},
    Reader{"inject", read_carry<InjectMount>},
    Reader{"extract", read_carry<ExtractMount>},
    Reader{"read_mounts", read_mounts},
    Reader{"push_directory", read_ship<PushDirectory>},
    Reader{"pull_directory", read_ship<PullDirectory>},
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
