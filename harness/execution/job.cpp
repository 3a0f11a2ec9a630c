// SPDX-License-Identifier: Apache-2.0
#include <harness/cachemount/carrier.hpp>
#include <harness/execution/artifact.hpp>
#include <harness/execution/build.hpp>
#include <harness/execution/build_record.hpp>
#include <harness/execution/build_request.hpp>
#include <harness/execution/job.hpp>
#include <harness/execution/job_params.hpp>
#include <harness/execution/steps.hpp>
#include <harness/execution/stopwatch.hpp>
#include <harness/measure/evidence.hpp>
#include <harness/measure/miss/explain.hpp>
#include <harness/measure/phases.hpp>
#include <harness/measure/tool_cache.hpp>
#include <harness/support/files.hpp>
#include <harness/workspace/dockerfile_mounts.hpp>

#include <fmt/format.h>

#include <optional>

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
        carrier_(scene.launcher, runner.builder(), runner.temporary() / "carrier"),
        mounts_(scene_.trial.workload->cache_mounts) {}

  awaitable<Result<JobYield>> run();

 private:
  const suite::Workload& workload() const { return *scene_.trial.workload; }
  const suite::Strategy& strategy() const { return *scene_.trial.strategy; }
  measure::Sample& sample() { return yield_.sample; }
  void tell(const char* phase) { scene_.observer.job_phase(order_.job.name, phase); }

  Result<void> prepare();
  Result<suite::JobContext> context() const;
  StepScene step_scene();
  awaitable<Result<void>> warm_up();
  using MountSize = std::optional<Bytes> measure::MountEvidence::*;
  awaitable<Result<void>> look_into_mounts(MountSize size);
  awaitable<Result<bool>> build(suite::BuildFlags flags);
  awaitable<Result<bool>> run_charged_build();
  awaitable<Result<void>> read_artifact();
  awaitable<Result<void>> run_all_steps();
  void note_identifiers();
  Result<void> record_build();

  TrialScene scene_;
  const Runner& runner_;
  JobOrder order_;
  cachemount::Carrier carrier_;
  std::vector<suite::CacheMount> mounts_;  ///< of the Dockerfile that is built
  std::unique_ptr<suite::JobSteps> steps_;
  std::optional<suite::BuildFlags> flags_;  ///< of the build, once there was one
  std::string image_;                       ///< its name
  std::optional<builder::BuildRequest> request_;
  Stopwatch charged_;
  JobYield yield_;
  StepLog log_;
};

Result<suite::JobContext> Job::context() const {
  auto lock_hash = scene_.workspace.lock_hash();
  if (!lock_hash) return lock_hash.error();
  suite::JobContext context;
  context.workload = workload().name;
  context.strategy = strategy().name;
  context.job = order_.job.name;
  context.ref = order_.job.ref;
  context.number = order_.number;
  context.version = order_.version;
  context.lock_hash = *lock_hash;
  context.cache_dir = runner_.cache_dir().string();
  context.host_dir = (scene_.files / "host").string();
  context.registry = scene_.services.registry_host();
  context.cache_mounts = mounts_;
  context.mismatch = order_.job.mismatch;
  auto params = job_params(strategy(), order_.job);
  if (!params) return params.error();
  context.params = std::move(*params);
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
  for (const auto& stale : {runner_.checkout(), runner_.cache_dir()})
    if (auto removed = remove_tree(stale); !removed) return removed.error();
  for (const auto& wanted : {runner_.cache_dir(), scene_.files / "host"})
    if (auto made = make_directories(wanted); !made) return made.error();
  if (auto copied = scene_.workspace.check_out(runner_.checkout()); !copied) return copied.error();
  if (auto made = make_directories(scene_.logs); !made) return made.error();
  if (!order_.job.dockerfile.empty()) {
    auto declared = workspace::read_cache_mounts(runner_.checkout(), order_.job.dockerfile);
    if (!declared) return declared.error();
    mounts_ = std::move(*declared);
  }
  if (strategy().form == "mount")
    for (const auto& mount : mounts_)
      s.evidence.mounts.push_back({mount.id, mount.target, "", {}, {}});
  auto about = context();
  if (!about) return about.error();
  auto steps = strategy().begin(*about);
  if (!steps) return steps.error();
  steps_ = std::move(*steps);
  return {};
}

StepScene Job::step_scene() {
  const auto environment = scene_.services.job_environment(order_.job);
  const auto token = environment.find("ACTIONS_RUNTIME_TOKEN");
  return {scene_.launcher,
          runner_.builder(),
          carrier_,
          {environment.at("ACTIONS_RESULTS_URL"),
           token == environment.end() ? std::string{} : token->second},
          runner_.temporary(),
          runner_.checkout(),
          sample().evidence,
          sample().phases,
          log_,
          [this](const char* phase) { tell(phase); },
          [this](suite::BuildFlags flags) { return build(std::move(flags)); }};
}

/// The first build on a daemon costs extra, whatever it builds. A helper build takes that on
/// itself, so that it is charged to no strategy; and base images that jobs do not pay for.
awaitable<Result<void>> Job::warm_up() {
  const auto& bases = scene_.provisions.bases;
  co_return co_await carrier_.fetch(bases.fetched_before, bases.contexts, scene_.job_limit);
}

/// Notes how much each cache mount holds, in the given member.
awaitable<Result<void>> Job::look_into_mounts(MountSize size) {
  auto& mounts = sample().evidence.mounts;
  if (mounts.empty()) co_return Result<void>{};
  auto sizes = co_await carrier_.sizes(mounts_);
  if (!sizes) co_return sizes.error();
  for (std::size_t n = 0; n < mounts.size(); ++n)
    mounts[n].*size = (*sizes)[n].bytes;
  co_return Result<void>{};
}

/// The build with what must be looked at right before and after it, which is not charged.
awaitable<Result<bool>> Job::build(suite::BuildFlags flags) {
  if (flags_) co_return Error{Errc::bad_input, "the strategy's steps build twice"};
  flags_ = std::move(flags);
  sample().evidence.looked_up = flags_->looked_up;
  charged_.stop();
  const auto before = co_await look_into_mounts(&measure::MountEvidence::bytes_before);
  if (!before) co_return before.error();
  const auto built = co_await run_charged_build();
  if (!built) co_return built.error();
  const auto after = co_await look_into_mounts(&measure::MountEvidence::bytes_after);
  if (!after) co_return after.error();
  if (*built)
    if (auto read = co_await read_artifact(); !read) co_return read.error();
  charged_.start();
  co_return *built;
}

awaitable<Result<bool>> Job::run_charged_build() {
  tell("build");
  BuildListener listener;
  listener.on_vertex = [this](const std::string& name) { scene_.observer.vertex_started(name); };
  listener.log = scene_.logs / (order_.job.name + ".progress.jsonl.zst");
  auto ordered = build_request(scene_, runner_, order_.job, *flags_);
  if (!ordered) co_return ordered.error();
  request_ = std::move(*ordered);
  const auto& request = *request_;
  image_ = request.tag;
  auto built = co_await run_build(scene_.launcher, runner_.builder(), request, listener);
  if (!built) co_return built.error();
  if (built->failure && !order_.job.may_fail) co_return *built->failure;
  sample().build_seconds = seconds(built->wall);
  charged_.add(built->wall);
  measure::add_build_phases(sample().phases, built->trace, sample().build_seconds);
  measure::add_build_evidence(sample().evidence, built->trace);
  sample().evidence.resources = built->resources;
  add_build(yield_.record, request, built->trace);
  for (const auto& vertex : built->trace.vertices)
    yield_.output += vertex.log;
  sample().evidence.tool_cache = measure::read_tool_cache(yield_.output);
  if (built->failure) sample().evidence.build_error = built->failure->message;
  co_return !built->failure;
}

awaitable<Result<void>> Job::read_artifact() {
  yield_.artifact = scene_.files / (order_.job.name + ".artifact");
  (void)remove_tree(yield_.artifact);
  auto exported = co_await export_artifact(scene_.launcher, runner_.builder(), image_,
                                           workload().artifact.path, yield_.artifact);
  if (!exported) co_return exported.error();
  auto& evidence = sample().evidence;
  evidence.artifact_fresh = file_contains(yield_.artifact, evidence.expected_marker);
  co_return Result<void>{};
}

awaitable<Result<void>> Job::run_all_steps() {
  charged_.start();
  auto ordinary = steps_->steps();
  if (!ordinary) co_return ordinary.error();
  auto scene = step_scene();
  const auto end = co_await run_steps(scene, std::move(*ordinary));
  if (!end) co_return end.error();
  if (!flags_)
    co_return Error{Errc::bad_input,
                    fmt::format("the steps of strategy '{}' do not build", strategy().name)};
  auto post = steps_->post_steps(*end == StepsEnd::build_failed);
  if (!post) co_return post.error();
  log_.begin_post();
  const auto post_end = co_await run_steps(scene, std::move(*post));
  if (!post_end) co_return post_end.error();
  charged_.stop();
  sample().job_seconds = seconds(charged_.total());
  measure::add_rest(sample().phases, sample().job_seconds, sample().build_seconds);
  co_return Result<void>{};
}

/// Names count as saved when something was: layers by an export, mounts by an archive.
void Job::note_identifiers() {
  const auto& save = sample().evidence.save;
  const bool archived = save && save->stored;
  const bool exported = !flags_->cache_to.empty() && sample().evidence.build_error.empty();
  if (exported || archived) yield_.saved_under = flags_->saved_under;
}

/// What the build was made of, for later jobs; with that of earlier ones it tells why this job's
/// steps were made again. The clocks stand still.
Result<void> Job::record_build() {
  auto& record = yield_.record;
  auto& evidence = sample().evidence;
  record.job = order_.job.name;
  record.strategy = strategy().name;
  record.carries = strategy().carries;
  record.runner = order_.job.runner;
  record.ref = order_.job.ref;
  record.readable_refs = scene_.services.readable_refs(order_.job);
  record.looked_up = evidence.looked_up;
  if (record.export_error.empty()) record.saved_under = yield_.saved_under;
  record.imports = evidence.imports;
  record.build_error = evidence.build_error;
  record.restore = evidence.restore;
  record.touched_keys = touched_keys(*scene_.services.actions_cache, order_.job.name);
  if (auto read = add_inputs(record, *request_); !read) return read.error();
  measure::add_misses(evidence.step_list, order_.earlier, record);
  return {};
}

awaitable<Result<JobYield>> Job::run() {
  if (auto prepared = prepare(); !prepared) co_return prepared.error();
  yield_.record.gone_keys = gone_keys(*scene_.services.actions_cache);
  const auto before = traffic_of(scene_.services, scene_.provisions);
  if (auto warm = co_await warm_up(); !warm) co_return warm.error();
  if (auto done = co_await run_all_steps(); !done) co_return done.error();
  log_.write(scene_.logs / (order_.job.name + ".steps.jsonl"), order_.job, sample().evidence,
             runner_.cache_dir().parent_path());
  sample().evidence.traffic = difference(before, traffic_of(scene_.services, scene_.provisions));
  note_identifiers();
  if (auto recorded = record_build(); !recorded) co_return recorded.error();
  co_return std::move(yield_);
}

}  // namespace

awaitable<Result<JobYield>> run_job(TrialScene scene, const Runner& runner, JobOrder order) {
  Job job(scene, runner, std::move(order));
  co_return co_await job.run();
}

}  // namespace bxbench::execution
