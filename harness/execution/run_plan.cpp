// SPDX-License-Identifier: Apache-2.0
#include <harness/execution/noise_probe.hpp>
#include <harness/execution/run_plan.hpp>
#include <harness/execution/trial.hpp>

#include <fmt/format.h>

#include <map>

namespace fs = std::filesystem;
using boost::asio::awaitable;

namespace bxbench::execution {
namespace {

constexpr auto probe_length = std::chrono::milliseconds(100);
constexpr auto time_between_probes = std::chrono::seconds(20);

class PlanRun {
 public:
  PlanRun(Workshop workshop, const plan::Plan& plan, journal::Journal& journal, RunSetting setting)
      : workshop_(workshop),
        plan_(plan),
        journal_(journal),
        setting_(std::move(setting)),
        schedule_(plan, setting_.stopping, setting_.baseline),
        checkpoints_(workshop.launcher, workshop.scratch / "c", setting_.checkpoints) {
    for (const auto& trial : setting_.earlier)
      schedule_.finished(trial);
  }

  awaitable<Result<StopReason>> run();

 private:
  awaitable<Result<StopReason>> run_all();
  awaitable<Result<void>> run_trial(plan::Trial trial);
  Result<void> probe_now_and_then();
  fs::path trial_directory() const;

  Workshop workshop_;
  const plan::Plan& plan_;
  journal::Journal& journal_;
  RunSetting setting_;
  Schedule schedule_;
  Checkpoints checkpoints_;
  ServicePorts ports_;
  std::map<const suite::Workload*, Provisions> provisions_;
  const suite::Workload* workload_ = nullptr;  ///< whose trials run now
  std::size_t started_ = 0;
  bool environment_failed_ = false;  ///< the last trial
  Clock::time_point last_probe_ = Clock::now();
};

/// The same for every trial, so that paths in a runner's state stay true; another one where the
/// last trial could not be removed.
fs::path PlanRun::trial_directory() const {
  std::error_code failure;
  const auto usual = workshop_.scratch / "t";
  return fs::exists(usual, failure) ? workshop_.scratch / fmt::format("t{}", started_) : usual;
}

Result<void> PlanRun::probe_now_and_then() {
  if (Clock::now() - last_probe_ < time_between_probes) return {};
  auto noise = probe_noise(probe_length);
  noise.when = setting_.now_utc();
  last_probe_ = Clock::now();
  return journal_.append(noise);
}

awaitable<Result<void>> PlanRun::run_trial(plan::Trial trial) {
  if (trial.workload != std::exchange(workload_, trial.workload))
    if (auto cleared = checkpoints_.clear(); !cleared) co_return cleared.error();
  workshop_.observer.planned(schedule_.known());
  workshop_.observer.trial_started(trial, schedule_.finished_count() + 1);
  ++started_;
  const TrialSetting setting{workshop_.launcher,
                             workshop_.observer,
                             provisions_.at(trial.workload),
                             checkpoints_,
                             ports_,
                             trial_directory(),
                             setting_.logs / trial.id,
                             setting_.run_id,
                             setting_.job_limit,
                             workshop_.link};
  auto finished = co_await execution::run_trial(setting, trial);
  if (!finished) co_return finished.error();
  if (auto kept = journal_.append(*finished); !kept) co_return kept.error();
  schedule_.finished(*finished);
  workshop_.observer.trial_finished(*finished);
  const bool failed = finished->error_kind == "environment";
  if (failed && std::exchange(environment_failed_, failed))
    co_return Error{
        Errc::environment,
        fmt::format("two trials in a row could not be run; the last one: {}", finished->error),
        "'bxbench doctor' tells what this machine needs; --resume goes on"};
  environment_failed_ = failed;
  co_return Result<void>{};
}

awaitable<Result<StopReason>> PlanRun::run() {
  auto done = co_await run_all();
  for (auto& [workload, provisions] : provisions_)
    co_await release(provisions);
  co_return done;
}

awaitable<Result<StopReason>> PlanRun::run_all() {
  const auto started = Clock::now();
  for (const auto* workload : plan_.workloads) {
    auto provided = co_await provide(workshop_, *workload);
    if (!provided) co_return provided.error();
    provisions_.emplace(workload, std::move(*provided));
  }
  while (auto trial = schedule_.next()) {
    if (setting_.time_limit && Clock::now() - started > *setting_.time_limit)
      co_return StopReason("--max-time");
    if (auto probed = probe_now_and_then(); !probed) co_return probed.error();
    auto done = co_await run_trial(std::move(*trial));
    if (!done) co_return done.error();
  }
  co_return StopReason();
}

}  // namespace

awaitable<Result<StopReason>> run_plan(Workshop workshop, const plan::Plan& plan,
                                       journal::Journal& journal, RunSetting setting) {
  PlanRun run(workshop, plan, journal, std::move(setting));
  co_return co_await run.run();
}

}  // namespace bxbench::execution
