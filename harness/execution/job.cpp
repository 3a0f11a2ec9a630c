// SPDX-License-Identifier: Apache-2.0
#include <harness/cachemount/carrier.hpp>
#include <harness/execution/artifact.hpp>
#include <harness/execution/build.hpp>
#include <harness/execution/hook.hpp>
#include <harness/execution/job.hpp>
#include <harness/measure/evidence.hpp>
#include <harness/measure/phases.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>

namespace fs = std::filesystem;
using boost::asio::awaitable;

namespace bxbench::execution {
namespace {

class Job {
 public:
  Job(TrialScene scene, const Runner& runner, JobOrder order)
      : scene_(scene),
        runner_(runner),
        order_(std::move(order)),
        carrier_(scene.launcher, runner.builder(), runner.temporary() / "carrier") {}

  awaitable<Result<JobYield>> run();

 private:
  const suite::Workload& workload() const { return *scene_.trial.workload; }
  const suite::Strategy& strategy() const { return *scene_.trial.strategy; }
  measure::Sample& sample() { return yield_.sample; }
  void tell(const char* phase) { scene_.observer.job_phase(order_.job.name, phase); }

  Result<void> prepare();
  Result<suite::JobContext> context() const;
  HookScene hook_scene();
  awaitable<Result<void>> warm_up();
  awaitable<Result<void>> restore();
  awaitable<Result<void>> look_into_mounts();
  builder::BuildRequest build_request(const suite::BuildFlags& flags) const;
  awaitable<Result<void>> build();
  awaitable<Result<void>> read_artifact();
  awaitable<Result<void>> save();
  void note_identifiers();

  TrialScene scene_;
  const Runner& runner_;
  JobOrder order_;
  cachemount::Carrier carrier_;
  std::unique_ptr<suite::JobHooks> hooks_;
  suite::BuildFlags flags_;
  JobYield yield_;
};

Result<suite::JobContext> Job::context() const {
  auto lock_hash = scene_.workspace.lock_hash();
  if (!lock_hash) return lock_hash.error();
  suite::JobContext context;
  context.workload = workload().name;
  context.strategy = strategy().name;
  context.job = order_.job.name;
  context.version = order_.version;
  context.lock_hash = *lock_hash;
  context.cache_dir = runner_.cache_dir().string();
  context.registry = scene_.services.registry->host();
  context.cache_mounts = workload().cache_mounts;
  context.mismatch = order_.job.mismatch;
  for (const auto& param : strategy().params)
    context.params[param.name] = param.preset;
  return context;
}

Result<void> Job::prepare() {
  auto& s = sample();
  s.trial = scene_.trial.id;
  s.cell = {workload().name, strategy().name, scene_.trial.scenario->name, order_.job.name};
  s.repetition = scene_.trial.repetition;
  s.claim = order_.job.claim;
  s.carries = strategy().carries;
  s.evidence.expected_marker = scene_.workspace.marker();
  s.evidence.saved_under = order_.saved_under;
  if (strategy().form == "mount")
    for (const auto& mount : workload().cache_mounts)
      s.evidence.mounts.push_back({mount.id, mount.target, "", {}});
  for (const auto& stale : {runner_.checkout(), runner_.cache_dir()})
    if (auto removed = remove_tree(stale); !removed) return removed.error();
  if (auto made = make_directories(runner_.cache_dir()); !made) return made.error();
  if (auto copied = scene_.workspace.check_out(runner_.checkout()); !copied) return copied.error();
  if (auto made = make_directories(scene_.logs); !made) return made.error();
  auto about = context();
  if (!about) return about.error();
  auto hooks = strategy().hooks(*about);
  if (!hooks) return hooks.error();
  hooks_ = std::move(*hooks);
  return {};
}

HookScene Job::hook_scene() {
  const auto environment = scene_.services.job_environment();
  return {carrier_,
          {environment.at("ACTIONS_RESULTS_URL"), environment.at("ACTIONS_RUNTIME_TOKEN")},
          runner_.temporary(),
          sample().evidence,
          sample().phases};
}

awaitable<Result<void>> Job::restore() {
  tell("restore");
  const auto started = Clock::now();
  auto hook = hooks_->restore();
  if (!hook) co_return hook.error();
  const auto scene = hook_scene();
  auto done = co_await run_hook(scene, std::move(*hook));
  sample().job_seconds += seconds(Clock::now() - started);
  co_return done;
}

/// The first build on a daemon costs extra, whatever it builds. A helper build takes that on
/// itself, so that it is charged to no strategy.
awaitable<Result<void>> Job::warm_up() {
  const std::vector<suite::CacheMount> no_mounts;
  auto looked = co_await carrier_.sizes(no_mounts);
  if (!looked) co_return looked.error();
  co_return Result<void>{};
}

awaitable<Result<void>> Job::look_into_mounts() {
  auto& mounts = sample().evidence.mounts;
  if (mounts.empty()) co_return Result<void>{};
  auto sizes = co_await carrier_.sizes(workload().cache_mounts);
  if (!sizes) co_return sizes.error();
  for (std::size_t n = 0; n < mounts.size(); ++n)
    mounts[n].bytes_before = (*sizes)[n].bytes;
  co_return Result<void>{};
}

/// A Dockerfile of the context is read where edits have changed it: in the checkout.
fs::path dockerfile_of(const suite::Workload& workload, const std::string& form,
                       const fs::path& checkout) {
  const auto& file = workload.dockerfiles.at(form);
  const auto inside = file.lexically_relative(workload.context);
  return *inside.begin() == ".." ? file : checkout / inside;
}

std::string image_of(const suite::Workload& workload) {
  return "bxbench/" + workload.name;
}

builder::BuildRequest Job::build_request(const suite::BuildFlags& flags) const {
  builder::BuildRequest request;
  request.context = runner_.checkout();
  request.dockerfile = dockerfile_of(workload(), strategy().form, runner_.checkout());
  request.oci_contexts = scene_.provisions.oci_contexts;
  request.build_args = scene_.provisions.build_args;
  request.cache_from = flags.cache_from;
  request.cache_to = flags.cache_to;
  request.tag = image_of(workload());
  request.metadata_file = runner_.temporary() / "metadata.json";
  request.env = scene_.services.job_environment();
  return request;
}

awaitable<Result<void>> Job::build() {
  tell("build");
  auto flags = hooks_->build();
  if (!flags) co_return flags.error();
  flags_ = std::move(*flags);
  sample().evidence.looked_up = flags_.looked_up;
  BuildListener listener;
  listener.on_vertex = [this](const std::string& name) { scene_.observer.vertex_started(name); };
  listener.log = scene_.logs / (order_.job.name + ".progress.jsonl.zst");
  const auto request = build_request(flags_);
  auto built = co_await run_build(scene_.launcher, runner_.builder(), request, listener);
  if (!built) co_return built.error();
  sample().build_seconds = seconds(built->wall);
  sample().job_seconds += sample().build_seconds;
  const auto inside = measure::build_phases(built->trace);
  auto& phases = sample().phases;
  phases.import = inside.import;
  phases.pull = inside.pull;
  phases.solve = inside.solve;
  phases.export_image = inside.export_image;
  phases.export_cache = inside.export_cache;
  measure::add_build_evidence(sample().evidence, built->trace);
  co_return Result<void>{};
}

awaitable<Result<void>> Job::read_artifact() {
  yield_.artifact = scene_.files / (order_.job.name + ".artifact");
  (void)remove_tree(yield_.artifact);
  auto exported = co_await export_artifact(scene_.launcher, runner_.builder(), image_of(workload()),
                                           workload().artifact.path, yield_.artifact);
  if (!exported) co_return exported.error();
  auto& evidence = sample().evidence;
  evidence.artifact_fresh = file_contains(yield_.artifact, evidence.expected_marker);
  co_return Result<void>{};
}

awaitable<Result<void>> Job::save() {
  tell("save");
  const auto started = Clock::now();
  auto hook = hooks_->save();
  if (!hook) co_return hook.error();
  const auto scene = hook_scene();
  auto done = co_await run_hook(scene, std::move(*hook));
  sample().job_seconds += seconds(Clock::now() - started);
  co_return done;
}

/// Names count as saved when something was: layers by an export, mounts by an archive.
void Job::note_identifiers() {
  const auto& save = sample().evidence.save;
  const bool archived = save && save->stored;
  if (!flags_.cache_to.empty() || archived) yield_.saved_under = flags_.saved_under;
}

awaitable<Result<JobYield>> Job::run() {
  if (auto prepared = prepare(); !prepared) co_return prepared.error();
  const auto before = traffic_of(scene_.services);
  using Step = awaitable<Result<void>> (Job::*)();
  for (const Step step : {&Job::warm_up, &Job::restore, &Job::look_into_mounts, &Job::build,
                          &Job::read_artifact, &Job::save}) {
    auto done = co_await (this->*step)();
    if (!done) co_return done.error();
  }
  sample().evidence.traffic = difference(before, traffic_of(scene_.services));
  note_identifiers();
  co_return std::move(yield_);
}

}  // namespace

awaitable<Result<JobYield>> run_job(TrialScene scene, const Runner& runner, JobOrder order) {
  Job job(scene, runner, std::move(order));
  co_return co_await job.run();
}

}  // namespace bxbench::execution
