// SPDX-License-Identifier: Apache-2.0
#include <harness/script/definitions.hpp>
#include <harness/script/library.hpp>
#include <harness/script/params.hpp>
#include <harness/script/ref.hpp>
#include <harness/script/running.hpp>
#include <harness/script/stack.hpp>

#include <array>

namespace bxbench::script {
namespace {

constexpr std::array carried_words{"nothing", "layers", "mounts"};  // in the order of Carries

class LuaScenario : public suite::Scenario {
 public:
  std::shared_ptr<const Ref> script;

  Result<std::unique_ptr<suite::Script>> start(const suite::TrialContext& trial) const override {
    const auto push = [trial, script = script, declared = params](lua_State* L) {
      push_module(L, "bxbench.run");
      lua_getfield(L, -1, "scenario");
      lua_remove(L, -2);
      script->push(L);
      lua_newtable(L);
      set_string(L, "workload", trial.workload);
      set_string(L, "strategy", trial.strategy);
      set_string(L, "carried", carried_words[static_cast<std::size_t>(trial.carries)]);
      set_string(L, "marker", trial.marker);
      set_params(L, declared, trial.params);
    };
    return start_script(script->state(), {Role::scenario, file, push});
  }
};

}  // namespace

std::shared_ptr<suite::Scenario> read_scenario(lua_State* L, const std::shared_ptr<State>& state,
                                               const std::string& file) {
  auto scenario = std::make_shared<LuaScenario>();
  scenario->name = get_string(L, -1, "name");
  scenario->summary = get_string(L, -1, "summary");
  scenario->expect_fail = get_strings(L, -1, "expect_fail");
  scenario->workloads = get_strings(L, -1, "workloads");
  scenario->strategies = get_strings(L, -1, "strategies");
  scenario->params = read_params(L, -1);
  scenario->file = file;
  lua_getfield(L, -1, "script");
  luaL_checktype(L, -1, LUA_TFUNCTION);
  scenario->script = std::make_shared<const Ref>(state, L);
  return scenario;
}

}  // namespace bxbench::script
