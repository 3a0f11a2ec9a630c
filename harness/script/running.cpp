// SPDX-License-Identifier: Apache-2.0
#include <harness/script/action.hpp>
#include <harness/script/position.hpp>
#include <harness/script/running.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>
#include <variant>

namespace fs = std::filesystem;

namespace bxbench::script {
namespace {

// Which actions are for whom, and which directory of the host an action touches.
struct Inspect {
  Role role;

  template <class Asked>
  bool allowed(const Asked&) const {
    constexpr bool by_scenario =
        !std::is_same_v<Asked, suite::RunBuild> && !std::is_same_v<Asked, suite::RestoreCache> &&
        !std::is_same_v<Asked, suite::SaveCache> && !std::is_same_v<Asked, suite::InjectMount> &&
        !std::is_same_v<Asked, suite::ExtractMount> &&
        !std::is_same_v<Asked, suite::PushDirectory> &&
        !std::is_same_v<Asked, suite::PullDirectory> && !std::is_same_v<Asked, suite::ReadMounts>;
    return by_scenario == (role == Role::scenario);
  }
};

template <class Asked>
std::string directory_of(const Asked& asked) {
  if constexpr (requires { asked.directory; })
    return asked.directory;
  else
    return {};
}

bool is_below(const std::string& path, const std::string& root) {
  const auto inner = fs::path(path).lexically_normal();
  auto outer = fs::path(root).lexically_normal();
  if (!outer.has_filename()) outer = outer.parent_path();  // "/cache/" counts as "/cache"
  return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

class Running : public suite::Script {
 public:
  Running(Coroutine thread, Start start) : thread_(std::move(thread)), start_(std::move(start)) {}

  Result<std::optional<suite::Action>> resume(const suite::Reply& reply) override {
    if (ended_) return std::optional<suite::Action>{};
    ended_ = true;  // until it asks for something
    const auto push = std::exchange(start_.push, nullptr);
    auto outcome = thread_.resume([&](lua_State* L) { push ? push(L) : push_reply(L, reply); });
    if (!outcome) return outcome.error();
    if (*outcome == Coroutine::Outcome::ended) return std::optional<suite::Action>{};
    auto action = take_action();
    if (!action) return action.error();
    ended_ = false;
    return std::optional(std::move(*action));
  }

 private:
  Result<suite::Action> take_action() {
    suite::Action action;
    auto read = protect(thread_.state().main(), [&](lua_State* L) {
      lua_xmove(thread_.lua(), L, 1);
      action = read_action(L);
    });
    if (!read) return read.error();
    const auto where = position(thread_.lua());
    if (!std::visit([&](const auto& asked) { return Inspect{start_.role}.allowed(asked); }, action))
      return Error{Errc::bad_input, where + (start_.role == Role::strategy
                                                 ? "a strategy's steps cannot direct the CI"
                                                 : "a scenario cannot act for a strategy's steps")};
    const auto directory =
        std::visit([](const auto& asked) { return directory_of(asked); }, action);
    const bool allowed = is_below(directory, start_.cache_dir) ||
                         (!start_.host_dir.empty() && is_below(directory, start_.host_dir));
    if (!directory.empty() && !allowed)
      return Error{Errc::bad_input, fmt::format("{}a step may use job.cache_dir, job.host_dir and "
                                                "what is below them, not {}",
                                                where, directory)};
    return action;
  }

  Coroutine thread_;
  Start start_;
  bool ended_ = false;
};

}  // namespace

Result<std::unique_ptr<suite::Script>> start_script(const std::shared_ptr<State>& state,
                                                    Start start) {
  auto thread = Coroutine::create(state, start.file);
  if (!thread) return thread.error();
  return std::unique_ptr<suite::Script>(
      std::make_unique<Running>(std::move(*thread), std::move(start)));
}

Result<Coroutine> run_to_end(const std::shared_ptr<State>& state, const std::string& file,
                             const char* what, const std::function<void(lua_State*)>& push) {
  auto thread = Coroutine::create(state, file);
  if (!thread) return thread.error();
  auto outcome = thread->resume(push);
  if (!outcome) return outcome.error();
  if (*outcome == Coroutine::Outcome::asks)
    return Error{Errc::bad_input,
                 fmt::format("{}{} cannot ask for anything", position(thread->lua()), what)};
  return std::move(*thread);
}

}  // namespace bxbench::script
