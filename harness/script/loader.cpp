// SPDX-License-Identifier: Apache-2.0
#include <harness/script/collection.hpp>
#include <harness/script/definitions.hpp>
#include <harness/script/library.hpp>
#include <harness/script/loader.hpp>
#include <harness/script/running.hpp>
#include <harness/script/script_files.hpp>
#include <harness/script/stack.hpp>

namespace fs = std::filesystem;

namespace bxbench::script {
namespace {

// Adds the definition on top of the stack. Raises.
void add_definition(lua_State* L, const std::shared_ptr<State>& state, const ScriptFile& file,
                    Collection& collection) {
  const auto kind = get_string(L, -1, "made_by");
  if (kind == "scenario")
    collection.add(read_scenario(L, state, file.display), file);
  else if (kind == "strategy")
    collection.add(read_strategy(L, state, file.display), file);
  else if (kind == "workload")
    for (auto& workload : read_workloads(L, file.path.parent_path(), file.display))
      collection.add(std::move(workload), file);
  else
    luaL_error(L, "%s: returns a %s; it must return a scenario, a strategy or a workload",
               file.display.c_str(), kind.empty() ? "table" : kind.c_str());
}

// Adds what a file returned, on top of the stack: a definition or a list of them. Raises.
void add_returned(lua_State* L, const std::shared_ptr<State>& state, const ScriptFile& file,
                  Collection& collection) {
  if (!lua_istable(L, -1))
    luaL_error(L, "%s: returns %s; it must return a scenario, a strategy or a workload",
               file.display.c_str(), lua_isnil(L, -1) ? "nothing" : luaL_typename(L, -1));
  const int returned = lua_gettop(L);
  if (lua_rawgeti(L, returned, 1) == LUA_TNIL) {
    lua_settop(L, returned);
    return add_definition(L, state, file, collection);
  }
  lua_settop(L, returned);
  for (lua_Integer i = 1; lua_rawgeti(L, returned, i) != LUA_TNIL; ++i) {
    add_definition(L, state, file, collection);
    lua_settop(L, returned);
  }
}

Result<void> load_file(const std::shared_ptr<State>& state, const ScriptFile& file,
                       Collection& collection) {
  auto ended = run_to_end(state, file.display, "a script that defines something",
                          [&](lua_State* L) { push_script(L, file.path, file.display); });
  if (!ended) return ended.error();
  return protect(state->main(), [&](lua_State* L) {
    lua_xmove(ended->lua(), L, 1);
    add_returned(L, state, file, collection);
  });
}

}  // namespace

Result<suite::Suite> load_suite(const LoadRequest& request) {
  auto state = State::open(request.share);
  if (!state) return state.error();
  auto files = find_scripts(request.share, request.files);
  if (!files) return files.error();
  Collection collection;
  for (const auto& file : *files)
    if (auto loaded = load_file(*state, file, collection); !loaded) return loaded.error();
  auto suite = collection.finish(request.settings);
  if (suite) suite->sources = (*state)->sources;
  return suite;
}

}  // namespace bxbench::script
