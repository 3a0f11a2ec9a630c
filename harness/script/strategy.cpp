// SPDX-License-Identifier: Apache-2.0
#include <harness/script/cache_mount.hpp>
#include <harness/script/definitions.hpp>
#include <harness/script/library.hpp>
#include <harness/script/params.hpp>
#include <harness/script/ref.hpp>
#include <harness/script/running.hpp>
#include <harness/script/stack.hpp>

namespace bxbench::script {
namespace {

struct LuaHooks {
  std::string file;
  Ref restore, build, save;
};

void push_runner(lua_State* L, const char* name) {
  push_module(L, "bxbench.run");
  lua_getfield(L, -1, name);
  lua_remove(L, -2);
}

void push_job_context(lua_State* L, const suite::JobContext& job,
                      const std::vector<suite::Param>& params) {
  lua_newtable(L);
  set_string(L, "workload", job.workload);
  set_string(L, "strategy", job.strategy);
  set_string(L, "job", job.job);
  set_string(L, "version", job.version);
  set_string(L, "lock_hash", job.lock_hash);
  set_string(L, "cache_dir", job.cache_dir);
  set_string(L, "registry", job.registry);
  set_bool(L, "mismatch", job.mismatch);
  set_params(L, params, job.params);
  lua_newtable(L);
  for (std::size_t i = 0; i < job.cache_mounts.size(); ++i) {
    push_cache_mount(L, job.cache_mounts[i]);
    lua_rawseti(L, -2, static_cast<lua_Integer>(i) + 1);
  }
  lua_setfield(L, -2, "cache_mounts");
}

std::vector<suite::Identifier> read_identifiers(lua_State* L, const char* field) {
  std::vector<suite::Identifier> identifiers;
  each_item(L, 1, field, [&] {
    identifiers.push_back({get_string(L, -1, "kind"), get_string(L, -1, "value")});
  });
  return identifiers;
}

class LuaJobHooks : public suite::JobHooks {
 public:
  LuaJobHooks(std::shared_ptr<const LuaHooks> hooks, std::shared_ptr<const Ref> job,
              std::string cache_dir)
      : hooks_(std::move(hooks)), job_(std::move(job)), cache_dir_(std::move(cache_dir)) {}

  Result<std::unique_ptr<suite::Script>> restore() override { return start(hooks_->restore); }
  Result<std::unique_ptr<suite::Script>> save() override { return start(hooks_->save); }

  Result<suite::BuildFlags> build() override {
    suite::BuildFlags flags;
    if (hooks_->build.is_nil()) return flags;
    auto ended =
        run_to_end(job_->state(), hooks_->file, "the build hook", pusher("build", hooks_->build));
    if (!ended) return ended.error();
    auto read = protect(job_->state()->main(), [&](lua_State* L) {
      lua_xmove(ended->lua(), L, 1);
      flags.cache_from = get_strings(L, 1, "cache_from");
      flags.cache_to = get_strings(L, 1, "cache_to");
      flags.looked_up = read_identifiers(L, "looked_up");
      flags.saved_under = read_identifiers(L, "saved_under");
    });
    if (!read) return read.error();
    return flags;
  }

 private:
  std::function<void(lua_State*)> pusher(const char* runner, const Ref& hook) const {
    return [runner, &hook, hooks = hooks_, job = job_](lua_State* L) {
      push_runner(L, runner);
      hook.push(L);
      job->push(L);
    };
  }

  Result<std::unique_ptr<suite::Script>> start(const Ref& hook) const {
    if (hook.is_nil()) return nothing_to_run();
    return start_script(job_->state(),
                        {Role::hook, hooks_->file, pusher("hook", hook), cache_dir_});
  }

  std::shared_ptr<const LuaHooks> hooks_;
  std::shared_ptr<const Ref> job_;
  std::string cache_dir_;
};

class LuaStrategy : public suite::Strategy {
 public:
  std::shared_ptr<State> state;
  std::shared_ptr<const LuaHooks> lua_hooks;

  Result<std::unique_ptr<suite::JobHooks>> hooks(const suite::JobContext& job) const override {
    std::shared_ptr<const Ref> object;
    auto made = protect(state->main(), [&](lua_State* L) {
      push_runner(L, "new_job");
      push_job_context(L, job, params);
      lua_call(L, 1, 1);
      object = std::make_shared<const Ref>(state, L);
    });
    if (!made) return made.error();
    return std::unique_ptr<suite::JobHooks>(
        std::make_unique<LuaJobHooks>(lua_hooks, std::move(object), job.cache_dir));
  }
};

Ref read_hook(lua_State* L, const std::shared_ptr<State>& state, const char* name) {
  lua_getfield(L, -1, name);
  if (!lua_isnil(L, -1)) luaL_checktype(L, -1, LUA_TFUNCTION);
  return Ref(state, L);
}

}  // namespace

std::shared_ptr<suite::Strategy> read_strategy(lua_State* L, const std::shared_ptr<State>& state,
                                               const std::string& file) {
  auto strategy = std::make_shared<LuaStrategy>();
  strategy->name = get_string(L, -1, "name");
  strategy->summary = get_string(L, -1, "summary");
  strategy->form = get_string(L, -1, "form");
  const auto carries = get_string(L, -1, "carries");
  strategy->carries = carries == "layers"   ? suite::Carries::layers
                      : carries == "mounts" ? suite::Carries::mounts
                                            : suite::Carries::nothing;
  strategy->params = read_params(L, -1);
  strategy->file = file;
  strategy->state = state;
  auto hooks = std::make_shared<LuaHooks>();
  hooks->file = file;
  hooks->restore = read_hook(L, state, "restore");
  hooks->build = read_hook(L, state, "build");
  hooks->save = read_hook(L, state, "save");
  strategy->lua_hooks = std::move(hooks);
  return strategy;
}

}  // namespace bxbench::script
