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
  set_string(L, "ref", job.ref);
  set_integer(L, "number", job.number);
  set_string(L, "version", job.version);
  set_string(L, "lock_hash", job.lock_hash);
  set_string(L, "cache_dir", job.cache_dir);
  set_string(L, "host_dir", job.host_dir);
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

class LuaJobSteps : public suite::JobSteps {
 public:
  LuaJobSteps(std::shared_ptr<const Ref> strategy, std::shared_ptr<const Ref> job, Start start)
      : strategy_(std::move(strategy)), job_(std::move(job)), start_(std::move(start)) {}

  Result<std::unique_ptr<suite::Script>> steps() override {
    return start([strategy = strategy_, job = job_](lua_State* L) {
      push_runner(L, "steps");
      strategy->push(L);
      job->push(L);
    });
  }

  Result<std::unique_ptr<suite::Script>> post_steps(bool failed) override {
    return start([failed, job = job_](lua_State* L) {
      push_runner(L, "post_steps");
      job->push(L);
      lua_pushboolean(L, failed ? 1 : 0);
    });
  }

 private:
  Result<std::unique_ptr<suite::Script>> start(std::function<void(lua_State*)> push) const {
    auto with = start_;
    with.push = std::move(push);
    return start_script(job_->state(), std::move(with));
  }

  std::shared_ptr<const Ref> strategy_, job_;
  Start start_;  ///< all but what to push
};

class LuaStrategy : public suite::Strategy {
 public:
  std::shared_ptr<State> state;
  std::shared_ptr<const Ref> definition;

  Result<std::unique_ptr<suite::JobSteps>> begin(const suite::JobContext& job) const override {
    std::shared_ptr<const Ref> object;
    auto made = protect(state->main(), [&](lua_State* L) {
      push_runner(L, "new_job");
      push_job_context(L, job, params);
      lua_call(L, 1, 1);
      object = std::make_shared<const Ref>(state, L);
    });
    if (!made) return made.error();
    return std::unique_ptr<suite::JobSteps>(std::make_unique<LuaJobSteps>(
        definition, std::move(object),
        Start{Role::strategy, file, nullptr, job.cache_dir, job.host_dir}));
  }
};

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
  lua_pushvalue(L, -1);
  strategy->definition = std::make_shared<const Ref>(state, L);
  return strategy;
}

}  // namespace bxbench::script
