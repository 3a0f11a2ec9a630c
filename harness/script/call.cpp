// SPDX-License-Identifier: Apache-2.0
#include <harness/script/call.hpp>
#include <harness/script/position.hpp>
#include <harness/script/state.hpp>

#include <fmt/format.h>

#include <string>

namespace bxbench::script {
namespace {

// Lua shortens a long file name at the front: "...tail.lua:7: what". Puts the whole one back.
std::string unshortened(const State& state, const std::string& message) {
  if (!message.starts_with("...")) return message;
  const auto colon = message.find(':');
  if (colon == std::string::npos) return message;
  const auto tail = message.substr(3, colon - 3);
  for (const auto& [file, text] : state.sources)
    if (file.ends_with(tail)) return file + message.substr(colon);
  return message;
}

bool names_a_place(const State& state, const std::string& message) {
  const auto colon = message.find(':');
  return colon != std::string::npos && state.sources.contains(message.substr(0, colon));
}

}  // namespace

Error take_error(lua_State* thread, int status) {
  State& state = State::of(thread);
  if (status == LUA_ERRMEM) state.meter().out_of_memory(thread);
  std::string message = "the script failed inside the host";
  if (lua_type(thread, -1) == LUA_TSTRING)
    message = unshortened(state, lua_tostring(thread, -1));
  else if (status == LUA_ERRRUN)
    message = fmt::format("the script raised a {} as an error", luaL_typename(thread, -1));
  if (!state.meter().passed().empty())
    message = state.meter().passed();
  else if (!names_a_place(state, message))
    message = position(thread) + message;
  lua_pop(thread, 1);
  return {Errc::bad_input, message};
}

}  // namespace bxbench::script
