// SPDX-License-Identifier: Apache-2.0
#include <harness/script/guarded.hpp>
#include <harness/script/module_native.hpp>
#include <harness/script/position.hpp>
#include <harness/script/state.hpp>
#include <harness/support/suggest.hpp>

#include <fmt/format.h>

#include <cstring>
#include <string>
#include <vector>

namespace bxbench::script {
namespace {

// fail(message [, path]): raises with the script's file and line; with the path of a field, the
// line that sets it.
int fail(lua_State* L) {
  const char* message = luaL_checkstring(L, 1);
  const char* path = luaL_optstring(L, 2, "");
  return guarded(L, [&] {
    auto here = place(L);
    const auto& sources = State::of(L).sources;
    if (const auto source = sources.find(here.file); source != sources.end()) {
      const int set_at = line_of_field(source->second, path, here.line);
      if (set_at != 0)
        here.line = set_at;
      else if (here.line == 0)
        here.line = line_of_return(source->second);
    }
    const auto text = fmt::format("{}: {}", shown(here), message);
    lua_pushlstring(L, text.data(), text.size());
    return lua_error(L);
  });
}

// suggest(word, list): " (did you mean 'x'?)" or "".
int suggest(lua_State* L) {
  const char* word = luaL_checkstring(L, 1);
  luaL_checktype(L, 2, LUA_TTABLE);
  return guarded(L, [&] {
    std::vector<std::string> known;
    for (lua_Integer i = 1; lua_rawgeti(L, 2, i) == LUA_TSTRING; ++i) {
      known.emplace_back(lua_tostring(L, -1));
      lua_pop(L, 1);
    }
    const auto text = did_you_mean(word, known);
    lua_pushlstring(L, text.data(), text.size());
    return 1;
  });
}

// ask(action): yields it to the host and returns the answer.
int ask(lua_State* L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  if (!lua_isyieldable(L)) return luaL_error(L, "this cannot be asked for here");
  lua_settop(L, 1);
  return lua_yield(L, 1);
}

// where(): "file:line" of the script.
int where(lua_State* L) {
  return guarded(L, [&] {
    const auto text = shown(place(L));
    lua_pushlstring(L, text.data(), text.size());
    return 1;
  });
}

// raise_passed_limit(ok, message): after a pcall; raises again what no script may catch.
int raise_passed_limit(lua_State* L) {
  Meter& meter = State::of(L).meter();
  const bool caught = lua_isboolean(L, 1) && lua_toboolean(L, 1) == 0;
  if (caught && lua_type(L, 2) == LUA_TSTRING &&
      std::strcmp(lua_tostring(L, 2), "not enough memory") == 0)
    meter.out_of_memory(L);
  if (!meter.passed().empty()) return luaL_error(L, "%s", meter.passed().c_str());
  return 0;
}

}  // namespace

const luaL_Reg native_functions[] = {{"fail", fail},
                                     {"suggest", suggest},
                                     {"ask", ask},
                                     {"where", where},
                                     {"raise_passed_limit", raise_passed_limit},
                                     {nullptr, nullptr}};

}  // namespace bxbench::script
