// SPDX-License-Identifier: Apache-2.0
#include <tests/unit/script/script_fixture.hpp>

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <unistd.h>

namespace fs = std::filesystem;

namespace bxbench::script {

ScriptTree::ScriptTree() {
  auto name = (fs::temp_directory_path() / "bxbench-script-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
  root_ = name;
}

ScriptTree::~ScriptTree() {
  std::error_code ignored;
  fs::remove_all(root_, ignored);
}

fs::path ScriptTree::write(const std::string& name, const std::string& text) const {
  fs::create_directories((root_ / name).parent_path());
  std::ofstream(root_ / name) << text;
  return root_ / name;
}

fs::path ScriptTree::write_workload(const std::string& more) const {
  write("app/main.txt", "marker-0\n");
  write("app/lock.txt", "1\n");
  write("Dockerfile.layer", "FROM busybox:1.36\n");
  write("Dockerfile.mount", "FROM busybox:1.36\n");
  return write("workload.lua",
               "return workload {\n"
               "  name = 'tiny', summary = 'A file', context = 'app',\n"
               "  dockerfiles = { layer = 'Dockerfile.layer', mount = 'Dockerfile.mount' },\n"
               "  artifact = { path = '/main.txt', marker = 'marker-0' },\n" +
                   more + "}\n");
}

Result<suite::Suite> load(const std::vector<fs::path>& files,
                          const std::vector<std::string>& settings) {
  return load_suite({BXBENCH_PROJECT_ROOT, files, settings});
}

namespace {

std::string without(const fs::path& root, std::string message) {
  const auto prefix = root.string() + "/";
  for (auto at = message.find(prefix); at != message.npos; at = message.find(prefix))
    message.erase(at, prefix.size());
  return message;
}

template <class Definition>
const Definition& named(const std::vector<std::shared_ptr<const Definition>>& all,
                        const std::string& name) {
  for (const auto& definition : all)
    if (definition->name == name) return *definition;
  throw std::runtime_error("not loaded: " + name);
}

struct Teller {
  std::string operator()(const suite::RunJob& job) const {
    std::string text = "job " + job.name;
    if (job.measure) text += ", measured";
    if (job.claim == suite::Claim::cold) text += ", cold";
    if (job.claim == suite::Claim::warm) text += ", warm";
    if (!job.runner.empty()) text += ", on " + job.runner;
    if (job.ref != suite::default_branch) text += ", for " + job.ref;
    if (job.token == suite::TokenKind::expired) text += ", token expired";
    if (job.may_fail) text += ", may fail";
    return text + (job.mismatch ? ", mismatch" : "");
  }
  std::string operator()(const suite::ApplyEdit& edit) const { return "edit " + edit.name; }
  std::string operator()(const suite::BumpVersion&) const { return "bump version"; }
  std::string operator()(const suite::Expect& expect) const {
    return (expect.holds ? "holds: " : "FAILED: ") + expect.message;
  }
  std::string operator()(const suite::SetFault& set) const {
    return fmt::format("fault on {}, status {}, times {}", set.fault.operation, set.fault.status,
                       set.fault.times.value_or(0));
  }
  std::string operator()(const suite::ClearFaults&) const { return "clear faults"; }
  std::string operator()(const suite::AdvanceClock& clock) const {
    return fmt::format("advance clock by {} s", clock.by.count());
  }
  std::string operator()(const suite::LimitCache& limit) const {
    return fmt::format("limit quota {} read-only {}",
                       limit.quota ? std::to_string(*limit.quota) : "as it is",
                       limit.read_only ? std::to_string(*limit.read_only) : "as it is");
  }
  std::string operator()(const suite::EvictEntries& evict) const {
    return fmt::format("evict '{}' of '{}'{}", evict.key, evict.scope,
                       evict.payload_only ? ", payload only" : "");
  }
  std::string operator()(const suite::ListEntries& list) const { return "list " + list.key; }
  std::string operator()(const suite::RunBuild&) const { return "build"; }
  std::string operator()(const suite::PushDirectory& push) const {
    return fmt::format("push {} as {}", push.directory, push.ref);
  }
  std::string operator()(const suite::PullDirectory& pull) const {
    return fmt::format("pull {} to {}", pull.ref, pull.directory);
  }
  std::string operator()(const suite::ReadMounts& read) const {
    return "read mounts of " + read.dockerfile;
  }
  std::string operator()(const suite::RestoreCache& restore) const {
    return fmt::format("restore {} to {} or {}", restore.key, restore.directory,
                       fmt::join(restore.restore_keys, ","));
  }
  std::string operator()(const suite::SaveCache& save) const {
    return fmt::format("save {} as {}", save.directory, save.key);
  }
  std::string operator()(const suite::InjectMount& inject) const {
    return fmt::format("inject {} as {}", inject.mount.id, inject.carrier_id);
  }
  std::string operator()(const suite::ExtractMount& extract) const {
    return fmt::format("extract {} as {}", extract.mount.id, extract.carrier_id);
  }
};

// A CI whose caches work: what was built is found again unless version or identifier changed.
struct WorkingCi {
  suite::Carries carries;
  std::string marker = "marker-0";
  bool primed = false;
  int edits = 0;

  suite::Reply operator()(const suite::Action& action) {
    if (std::holds_alternative<suite::ApplyEdit>(action))
      return suite::Edited{marker = fmt::format("marker-{}", ++edits)};
    if (std::holds_alternative<suite::BumpVersion>(action)) {
      primed = false;
      return suite::Bumped{"v2"};
    }
    const auto* job = std::get_if<suite::RunJob>(&action);
    if (job == nullptr) return suite::Done{};
    const bool found = primed && !job->mismatch && carries == suite::Carries::layers;
    primed = true;
    suite::JobReply reply;
    reply.name = job->name;
    reply.seconds = 1.5;
    reply.steps_total = 4;
    reply.steps_cached = found ? (edits > 0 ? 2 : 4) : 0;
    reply.steps_executed = 4 - reply.steps_cached;
    reply.miss = suite::MissReply{"input-changed", "a.c", "a.c changed"};
    reply.steps = {{"[1/2] RUN one", true, 0, std::nullopt},
                   {"[2/2] COPY two", false, 1.5, reply.miss}};
    if (job->mismatch && carries != suite::Carries::nothing)
      reply.verdicts["identifier-mismatch"] = {"fail", "saved under a, looked up b"};
    reply.artifact_contains = [shown = marker](const std::string& text) { return text == shown; };
    return reply;
  }
};

}  // namespace

std::string load_error(const std::string& text) {
  ScriptTree tree;
  auto loaded = load({tree.write("x.lua", text)});
  return loaded ? "no error" : without(tree.root(), loaded.error().message);
}

std::string run_error(const std::string& body) {
  ScriptTree tree;
  auto loaded = load({tree.write("x.lua",
                                 "return scenario { name = 'x', summary = 's', script = "
                                 "function(ci)\n" +
                                     body + "\nend }\n")});
  if (!loaded) return without(tree.root(), loaded.error().message);
  auto script = scenario(*loaded, "x").start(trial_of(suite::Carries::nothing));
  if (!script) return script.error().message;
  const auto story = story_of(**script, WorkingCi{suite::Carries::nothing});
  return without(tree.root(), story);
}

suite::TrialContext trial_of(suite::Carries carries) {
  suite::TrialContext trial;
  trial.workload = "go";
  trial.carries = carries;
  trial.marker = "marker-0";
  return trial;
}

const suite::Scenario& scenario(const suite::Suite& suite, const std::string& name) {
  return named(suite.scenarios, name);
}

const suite::Strategy& strategy(const suite::Suite& suite, const std::string& name) {
  return named(suite.strategies, name);
}

std::string story_of(suite::Script& script, const Answer& answer) {
  std::string story;
  suite::Reply reply = suite::Done{};
  for (;;) {
    auto action = script.resume(reply);
    if (!action) return story + action.error().message;
    if (!*action) return story;
    story += std::visit(Teller{}, **action) + "\n";
    reply = answer(**action);
  }
}

std::string story_of(suite::JobSteps& job, const Answer& answer, bool build_fails) {
  auto ordinary = job.steps();
  if (!ordinary) return ordinary.error().message;
  std::string story;
  bool failed = false;
  suite::Reply reply = suite::Done{};
  while (!failed) {
    const auto action = (*ordinary)->resume(reply);
    if (!action) return story + action.error().message;
    if (!*action) break;
    failed = build_fails && std::holds_alternative<suite::RunBuild>(**action);
    story += std::visit(Teller{}, **action) + (failed ? ", failed\n" : "\n");
    if (!std::holds_alternative<suite::RunBuild>(**action)) reply = answer(**action);
  }
  auto post = job.post_steps(failed);
  return story + (post ? story_of(**post, answer) : post.error().message);
}

std::string scenario_story(const std::string& name, suite::Carries carries) {
  auto loaded = load({});
  if (!loaded) return loaded.error().message;
  auto script = scenario(*loaded, name).start(trial_of(carries));
  if (!script) return script.error().message;
  return story_of(**script, WorkingCi{carries});
}

}  // namespace bxbench::script
