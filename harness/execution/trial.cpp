// SPDX-License-Identifier: Apache-2.0
#include <harness/cleanup/tear_down.hpp>
#include <harness/diagnosis/facts/from_sample.hpp>
#include <harness/execution/artifact.hpp>
#include <harness/execution/cache_control.hpp>
#include <harness/execution/history.hpp>
#include <harness/execution/job_reply.hpp>
#include <harness/execution/trial.hpp>
#include <harness/measure/validity.hpp>
#include <harness/support/digest.hpp>
#include <harness/support/files.hpp>
#include <harness/support/say.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

namespace fs = std::filesystem;
using boost::asio::awaitable;

namespace bxbench::execution {
namespace {

using suite::Reply;

class TrialRun {
 public:
  TrialRun(TrialSetting setting, const plan::Trial& trial)
      : setting_(setting), trial_(trial), history_(trial) {
    finished_.trial = trial.id;
    finished_.cell = {trial.workload->name, trial.strategy->name, trial.scenario->name, ""};
    finished_.repetition = trial.repetition;
  }

  awaitable<Result<void>> run();
  awaitable<void> clean_up();
  journal::TrialFinished& finished() { return finished_; }

 private:
  Result<void> prepare_workspace();
  awaitable<Result<Reply>> answer(const suite::Action& action);
  awaitable<Result<Reply>> run_job(const suite::RunJob& job);
  awaitable<Result<JobYield>> run_unmeasured(const suite::RunJob& job);
  awaitable<Result<JobYield>> run_anew(const suite::RunJob& job);
  awaitable<Result<JobYield>> run_job_on(const suite::RunJob& job, Runner& runner);
  Runner& runner_of(const suite::RunJob& job);
  JobPlace place_of(const suite::RunJob& job);
  void note_cache_traffic(measure::Sample& sample);
  Result<Reply> edit(const suite::ApplyEdit& action);
  Reply conclude(JobYield yield, bool measured);
  std::string version() const { return fmt::format("v{}", version_); }

  TrialSetting setting_;
  const plan::Trial& trial_;
  Services services_;
  std::optional<workspace::Workspace> workspace_;
  std::map<std::string, std::unique_ptr<Runner>> runners_;             ///< persistent ones, by name
  std::map<std::string, std::vector<suite::Identifier>> saved_under_;  ///< by cache version
  std::vector<measure::BuildRecord> records_;                          ///< of the jobs so far
  std::set<std::string> names_;                                        ///< of the jobs so far
  int version_ = 1, edits_ = 0;
  History history_;
  /// History before it, name and marker of each edit that no job has built yet.
  std::vector<std::array<std::string, 3>> edits_since_job_;
  std::uint64_t evictions_seen_ = 0;  ///< when the last job had ended
  journal::TrialFinished finished_;
};

Result<void> TrialRun::prepare_workspace() {
  if (auto made = make_directories(setting_.files); !made) return made.error();
  auto workspace = workspace::Workspace::create(*trial_.workload, setting_.files / "w",
                                                setting_.provisions.overlays);
  if (!workspace) return workspace.error();
  workspace_.emplace(std::move(*workspace));
  // The user may have changed the project since the last trial.
  auto digest = sha256_tree(setting_.files / "w");
  if (!digest) return digest.error();
  history_.starts_from(*digest);
  return {};
}

awaitable<Result<void>> TrialRun::run() {
  if (auto prepared = prepare_workspace(); !prepared) co_return prepared.error();
  auto services = co_await start_services(setting_.launcher, setting_.files / "s", setting_.ports,
                                          setting_.link);
  if (!services) co_return services.error();
  services_ = std::move(*services);
  setting_.ports = services_.ports();
  history_.starts_from(services_.registry_host());
  suite::TrialContext context;
  context.workload = trial_.workload->name;
  context.strategy = trial_.strategy->name;
  context.carries = trial_.strategy->carries;
  context.marker = trial_.workload->artifact.marker;
  for (const auto& param : trial_.scenario->params)
    context.params[param.name] = param.preset;
  auto script = trial_.scenario->start(context);
  if (!script) co_return script.error();
  Reply reply = suite::Done{};
  for (;;) {
    auto action = (*script)->resume(reply);
    if (!action) co_return action.error();
    if (!action->has_value()) co_return Result<void>{};
    auto answered = co_await answer(**action);
    if (!answered) co_return answered.error();
    reply = std::move(*answered);
  }
}

awaitable<void> TrialRun::clean_up() {
  for (auto& [name, runner] : runners_)
    co_await runner->remove();
  co_await stop_services(services_);
  for (const auto& problem : cleanup::tear_down(setting_.files).problems)
    say(fmt::format("bxbench: removing a trial: {}\n", problem));
}

awaitable<Result<Reply>> TrialRun::answer(const suite::Action& action) {
  if (const auto* job = std::get_if<suite::RunJob>(&action)) co_return co_await run_job(*job);
  if (const auto* wanted = std::get_if<suite::ApplyEdit>(&action)) co_return edit(*wanted);
  if (std::holds_alternative<suite::BumpVersion>(action)) {
    ++version_;
    history_.bumped();
    co_return suite::Bumped{version()};
  }
  if (const auto* expect = std::get_if<suite::Expect>(&action)) {
    ++finished_.expectations;
    if (!expect->holds) finished_.failed_expectations.push_back({expect->message, expect->where});
    co_return suite::Done{};
  }
  if (!std::holds_alternative<suite::ListEntries>(action)) history_.disturbed();
  if (auto controlled = control_cache(*services_.actions_cache, action))
    co_return std::move(*controlled);
  co_return Error{Errc::bad_input, "a scenario asked for what only a strategy's steps may do"};
}

Result<Reply> TrialRun::edit(const suite::ApplyEdit& action) {
  const auto fresh = fmt::format("bxbench-{}-{}-{}", setting_.run_id, trial_.id, ++edits_);
  const auto& before = history_.digest();
  const auto marker = setting_.checkpoints.marker_after(before, action.name, fresh);
  if (auto edited = workspace_->edit(action.name, marker); !edited) return edited.error();
  edits_since_job_.push_back({before, action.name, marker});
  history_.edited(action.name, marker);
  return Reply(suite::Edited{workspace_->marker()});
}

awaitable<Result<Reply>> TrialRun::run_job(const suite::RunJob& job) {
  if (!names_.insert(job.name).second)
    co_return Error{Errc::bad_input, fmt::format("the scenario has two jobs named '{}'", job.name)};
  history_.runs(job);
  const bool repeatable = !job.measure && history_.repeatable();
  Result<JobYield> yield = Error{Errc::bad_input, ""};  // no co_await in ?: with GCC 12
  if (repeatable)
    yield = co_await run_unmeasured(job);
  else
    yield = co_await run_anew(job);
  edits_since_job_.clear();
  if (!yield) co_return yield.error();
  if (job.measure) history_.disturbed();
  auto& saved = saved_under_[version()];
  for (const auto& identifier : yield->saved_under)
    if (std::find(saved.begin(), saved.end(), identifier) == saved.end())
      saved.push_back(identifier);
  records_.push_back(yield->record);
  co_return conclude(std::move(*yield), job.measure);
}

JobPlace TrialRun::place_of(const suite::RunJob& job) {
  return {services_, setting_.files / "host", job.runner.empty() ? nullptr : &runner_of(job)};
}

/// Trouble may be of this one time; it must not become that of all trials.
bool went_well(const JobYield& yield) {
  const auto& evidence = yield.sample.evidence;
  return evidence.build_error.empty() && (!evidence.save || evidence.save->error.empty()) &&
         (!evidence.restore || evidence.restore->error.empty()) &&
         yield.record.export_error.empty();
}

/// Restores what the same job left in an earlier trial, or runs it and keeps what it leaves.
awaitable<Result<JobYield>> TrialRun::run_unmeasured(const suite::RunJob& job) {
  auto& checkpoints = setting_.checkpoints;
  const auto place = place_of(job);
  if (const auto* known = checkpoints.find(history_.digest())) {
    setting_.observer.job_phase(job.name, "checkpoint");
    auto restored = co_await checkpoints.restore(history_.digest(), place);
    if (!restored) co_return restored.error();
    ++finished_.jobs_restored;
    co_return *known;
  }
  auto yield = co_await run_anew(job);
  if (!yield) co_return yield.error();
  for (const auto& [before, edit, marker] : edits_since_job_)
    checkpoints.note_marker(before, edit, marker);
  setting_.observer.job_phase(job.name, "checkpoint");
  if (!went_well(*yield)) co_return std::move(*yield);
  auto kept = co_await checkpoints.save(history_.digest(), place, *yield);
  if (!kept) co_return kept.error();
  co_return std::move(*yield);
}

/// The runner of a job; one that is new is not started yet.
Runner& TrialRun::runner_of(const suite::RunJob& job) {
  auto& runner = runners_[job.runner];
  if (!runner)
    runner = std::make_unique<Runner>(setting_.launcher,
                                      setting_.files / fmt::format("r{}", names_.size()),
                                      setting_.provisions.builder);
  return *runner;
}

awaitable<Result<JobYield>> TrialRun::run_anew(const suite::RunJob& job) {
  setting_.observer.job_phase(job.name, "runner");
  auto& runner = runner_of(job);
  if (!runner.started())
    if (auto started = co_await runner.start(); !started) co_return started.error();
  auto yield = co_await run_job_on(job, runner);
  ++finished_.jobs_run;
  if (job.runner.empty()) {
    co_await runner.remove();
    runners_.erase(job.runner);
  }
  co_return yield;
}

awaitable<Result<JobYield>> TrialRun::run_job_on(const suite::RunJob& job, Runner& runner) {
  const TrialScene scene{setting_.launcher,   setting_.observer, trial_,
                         setting_.provisions, services_,         *workspace_,
                         setting_.files,      setting_.logs,     setting_.job_limit};
  const JobOrder order{job, static_cast<int>(names_.size()), version(), saved_under_[version()],
                       records_};
  auto yield = co_await execution::run_job(scene, runner, order);
  if (!yield) {
    Error error = yield.error();
    error.message = fmt::format("job '{}': {}", job.name, error.message);
    co_return error;
  }
  note_cache_traffic(yield->sample);
  co_return yield;
}

void TrialRun::note_cache_traffic(measure::Sample& sample) {
  const auto& cache = *services_.actions_cache;
  const auto evicted = evictions_of(cache);
  add_cache_traffic(sample.evidence, cache, sample.cell.job, evicted - evictions_seen_);
  evictions_seen_ = evicted;
}

/// Judges a job, records it when it was measured, and tells the scenario.
Reply TrialRun::conclude(JobYield yield, bool measured) {
  auto& sample = yield.sample;
  sample.invalid_reason = measure::why_invalid(sample);
  sample.valid = sample.invalid_reason.empty();
  sample.verdicts = diagnosis::judge(sample);
  const auto& meant = trial_.scenario->expect_fail;
  for (auto& verdict : sample.verdicts)
    verdict.expected = std::find(meant.begin(), meant.end(), verdict.rule) != meant.end();
  auto reply = reply_of(yield);
  if (measured) finished_.samples.push_back(std::move(sample));
  return reply;
}

const char* kind_of(Errc code) {
  if (code == Errc::bad_input) return "bad_input";
  return code == Errc::build_failed ? "build_failed" : "environment";
}

}  // namespace

awaitable<Result<journal::TrialFinished>> run_trial(TrialSetting setting,
                                                    const plan::Trial& trial) {
  TrialRun run(setting, trial);
  auto done = co_await run.run();
  co_await run.clean_up();
  if (done) co_return std::move(run.finished());
  const auto& error = done.error();
  if (error.code == Errc::interrupted) co_return error;
  run.finished().error = error.message + (error.hint.empty() ? "" : "\n" + error.hint);
  run.finished().error_kind = kind_of(error.code);
  co_return std::move(run.finished());
}

}  // namespace bxbench::execution
