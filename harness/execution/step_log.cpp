// SPDX-License-Identifier: Apache-2.0
#include <harness/execution/step_log.hpp>

#include <nlohmann/json.hpp>

#include <fstream>
#include <variant>

namespace fs = std::filesystem;

namespace bxbench::execution {
namespace {

using Json = nlohmann::ordered_json;

double epoch(StepLog::Time time) {
  return std::chrono::duration<double>(time.time_since_epoch()).count();
}

/// A reply of the expected kind; a default one when the step ended otherwise.
template <class Wanted>
Wanted reply_of(const suite::Reply& reply) {
  const auto* found = std::get_if<Wanted>(&reply);
  return found == nullptr ? Wanted{} : *found;
}

/// Each action as JSON; a null for what is not told.
struct Describe {
  const suite::Reply& reply;
  const measure::Evidence& evidence;
  const suite::RunJob& job;
  const fs::path& from;

  std::string path(const std::string& directory) const {
    return fs::path(directory).lexically_relative(from).string();
  }

  Json operator()(const suite::RestoreCache& action) const {
    const auto found = reply_of<suite::Restored>(reply);
    return {{"kind", "restore"},
            {"path", path(action.directory)},
            {"key", action.key},
            {"restore_keys", action.restore_keys},
            {"hit", found.hit},
            {"exact", found.exact},
            {"matched", found.matched_key},
            {"bytes", found.bytes},
            {"error", found.error}};
  }
  Json operator()(const suite::SaveCache& action) const {
    const auto saved = reply_of<suite::Saved>(reply);
    return {{"kind", "save"},         {"path", path(action.directory)}, {"key", action.key},
            {"stored", saved.stored}, {"bytes", saved.bytes},           {"error", saved.error}};
  }
  template <class Carry>
  Json carry(const char* kind, const Carry& action) const {
    const auto carried = reply_of<suite::Carried>(reply);
    Json step{{"kind", kind},
              {"id", action.carrier_id},
              {"mount", action.mount.id},
              {"target", action.mount.target},
              {"path", path(action.directory)},
              {"bytes", carried.bytes}};
    if (action.mount.uid) step["uid"] = *action.mount.uid;
    if (action.mount.gid) step["gid"] = *action.mount.gid;
    return step;
  }
  Json operator()(const suite::InjectMount& action) const { return carry("inject", action); }
  Json operator()(const suite::ExtractMount& action) const { return carry("extract", action); }
  Json operator()(const suite::RunBuild& action) const {
    Json mounts = Json::array();
    for (const auto& mount : evidence.mounts)
      mounts.push_back({{"id", mount.id},
                        {"target", mount.target},
                        {"before", mount.bytes_before.value_or(0)},
                        {"after", mount.bytes_after.value_or(0)}});
    return {{"kind", "build"},
            {"dockerfile", job.dockerfile},
            {"cache_from", action.flags.cache_from},
            {"cache_to", action.flags.cache_to},
            {"push", action.flags.push},
            {"build_args", job.build_args},
            {"no_cache", job.no_cache},
            {"error", evidence.build_error},
            {"mounts", mounts}};
  }
  Json operator()(const suite::PushDirectory& action) const {
    return {{"kind", "push"}, {"path", path(action.directory)}, {"ref", action.ref}};
  }
  Json operator()(const suite::PullDirectory& action) const {
    return {{"kind", "pull"},
            {"path", path(action.directory)},
            {"ref", action.ref},
            {"hit", reply_of<suite::Shipped>(reply).found}};
  }
  template <class Other>
  Json operator()(const Other&) const {
    return nullptr;
  }
};

}  // namespace

void StepLog::add(Time started, const suite::Action& action, const suite::Reply& reply) {
  steps_.push_back({started, std::chrono::system_clock::now(), post_, action, reply});
}

void StepLog::write(const fs::path& file, const suite::RunJob& job,
                    const measure::Evidence& evidence, const fs::path& paths_from) const {
  std::ofstream out(file);
  out << Json{{"kind", "job"}, {"name", job.name}, {"ref", job.ref}, {"runner", job.runner}}
      << '\n';
  for (const auto& step : steps_) {
    auto told = std::visit(Describe{step.reply, evidence, job, paths_from}, step.action);
    if (told.is_null()) continue;
    told["started"] = epoch(step.started);
    told["ended"] = epoch(step.ended);
    told["post"] = step.post;
    out << told << '\n';
  }
}

}  // namespace bxbench::execution
