// SPDX-License-Identifier: Apache-2.0
#include <tests/support/example_run.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace bxbench::tests {
namespace {

using measure::CellKey;

struct Planned {
  const char *strategy, *scenario, *job;
  double seconds, ratio;
  int cached;
};

constexpr Planned plan[] = {
    {"none", "cold", "build", 12.3, 1, 0},
    {"registry", "cold", "build", 13.16, 1.07, 0},
    {"gha", "cold", "build", 13.4, 1.09, 0},
    {"mount", "cold", "build", 14.9, 1.21, 0},
    {"none", "source-change", "rebuild", 11.9, 1, 0},
    {"registry", "source-change", "rebuild", 5.02, 0.42, 5},
    {"gha", "source-change", "rebuild", 5.5, 0.46, 5},
    {"mount", "source-change", "rebuild", 2.9, 0.24, 0},
    {"none", "version-bump", "first", 102.4, 1, 0},
    {"none", "version-bump", "second", 12.0, 1, 0},
    {"registry", "version-bump", "first", 104.1, 1.02, 0},
    {"registry", "version-bump", "second", 0.84, 0.07, 7},
    {"gha", "version-bump", "first", 110.2, 1.08, 0},
    {"gha", "version-bump", "second", 0.93, 0.08, 7},
    {"mount", "version-bump", "first", 31.4, 0.31, 0},
    {"mount", "version-bump", "second", 2.1, 0.18, 0},
};

std::string trial_id(const CellKey& key, int repetition) {
  return fmt::format("{}-{}-{}", key.strategy, key.scenario, repetition);
}

measure::Sample sample_of(const Planned& planned, int repetition, int repetitions) {
  const double drift = 1 + 0.01 * (repetition - (repetitions + 1) / 2);
  measure::Sample sample;
  sample.cell = {"go", planned.strategy, planned.scenario, planned.job};
  sample.trial = trial_id(sample.cell, repetition);
  sample.repetition = repetition;
  sample.claim = planned.scenario == std::string("cold") ? suite::Claim::cold : suite::Claim::warm;
  sample.valid = true;
  sample.job_seconds = planned.seconds * drift;
  sample.build_seconds = sample.job_seconds - 0.25;
  sample.phases.solve = sample.build_seconds - 0.5;
  sample.phases.other = 0.75;
  sample.evidence.steps = {7, planned.cached, 7 - planned.cached};
  sample.evidence.artifact_fresh = true;
  if (planned.strategy == std::string("mount")) {
    sample.carries = suite::Carries::mounts;
    sample.phases.restore = 0.125;
    sample.phases.other = 0.625;
    sample.evidence.step_list = {
        {"[build 2/7] COPY . .", false, 0.05},
        {"[build 7/7] RUN go build | `tee` *", false, sample.build_seconds - 0.55},
        {"[build 1/7] WORKDIR /src", true, 0}};
    sample.evidence.critical_path = {
        {"[build 7/7] RUN go build | `tee` *", "solve", sample.build_seconds - 0.55},
        {"exporting to image", "export_image", 0.25}};
    sample.evidence.timeline = {
        {"[build 1/7] WORKDIR /src", "solve", 0, 0, true},
        {"[build 2/7] COPY . .", "solve", 0.125, 0.05, false},
        {"[build 7/7] RUN go build | `tee` *", "solve", 0.175, sample.build_seconds - 0.55, false},
        {"exporting to image", "export_image", sample.build_seconds - 0.375, 0.25, false}};
    sample.evidence.resources.client = process::Usage{0.25, 0.0625, 61000000};
    sample.evidence.resources.daemon = process::Usage{2.5, 0.5, {}};
    sample.evidence.restore =
        measure::RestoreEvidence{"go-v1-3fa9", true, true, "go-v1-3fa9", 12400000, ""};
  }
  return sample;
}

analysis::stats::Summary summary(double median, std::vector<double> samples) {
  analysis::stats::Summary summary;
  summary.median = median;
  summary.min = *std::min_element(samples.begin(), samples.end());
  summary.max = *std::max_element(samples.begin(), samples.end());
  summary.mean = median;
  if (samples.size() > 1) summary.stddev = median / 50;
  if (samples.size() >= 6) summary.ci95 = {*summary.min, *summary.max};
  if (samples.size() >= 6) summary.ci_coverage = 0.96875;
  summary.samples = std::move(samples);
  return summary;
}

analysis::Cell cell_of(const Planned& planned, const std::vector<measure::Sample>& samples) {
  analysis::Cell cell;
  cell.key = samples.front().cell;
  cell.samples = samples;
  cell.valid_samples = static_cast<int>(samples.size());
  std::vector<double> job, build;
  for (const auto& sample : samples) {
    job.push_back(sample.job_seconds);
    build.push_back(sample.build_seconds);
  }
  cell.job_seconds = summary(planned.seconds, job);
  cell.build_seconds = summary(planned.seconds - 0.25, build);
  cell.phases["solve"] = summary(planned.seconds - 0.75, build);
  cell.steps = samples.front().evidence.steps;
  if (samples.front().evidence.restore) cell.bytes["restored"] = 12400000;
  auto& ratio = cell.ratio_to_baseline.emplace();
  ratio = {planned.ratio, {}, {}, cell.valid_samples};
  auto& shift = cell.shift_to_baseline.emplace();
  shift = {planned.seconds * (1 - 1 / planned.ratio), {}, {}, cell.valid_samples};
  if (samples.size() >= 5) {
    ratio.ci95 = {planned.ratio * 0.97, planned.ratio * 1.04};
    ratio.p = ratio.ci95->first > 1 || ratio.ci95->second < 1 ? 0.03125 : 0.25;
    shift.ci95 = {shift.value - 0.5, shift.value + 0.5};
    shift.p = ratio.p;
  }
  return cell;
}

journal::RunStarted run_started(int repetitions) {
  journal::RunStarted run;
  run.id = "20260501-120000-7f3a";
  run.started = "2026-05-01T12:00:00Z";
  run.command = {"bxbench", "run", "-w", "go", "-s", "none,registry,gha,mount", "-c", "*"};
  run.seed = 42;
  run.repetitions = repetitions;
  run.environment = {"0.1.0",  "27.3.1",      "0.17.1",
                     "0.16.0", "dockerd",     "Debian GNU/Linux 12 (bookworm), Linux 6.1.0 x86_64",
                     "github", "local, cold", "tmpfs",
                     4,        16777216000};
  for (const auto& planned : plan) {
    const CellKey key{"go", planned.strategy, planned.scenario, ""};
    if (std::find(run.order.begin(), run.order.end(), key) == run.order.end())
      run.order.push_back(key);
  }
  return run;
}

void add_sample(journal::ResultSet& results, const measure::Sample& sample) {
  auto& trials = results.trials;
  auto found = std::find_if(trials.begin(), trials.end(),
                            [&](const auto& trial) { return trial.trial == sample.trial; });
  if (found == trials.end()) {
    found = trials.emplace(trials.end());
    found->trial = sample.trial;
    found->cell = {sample.cell.workload, sample.cell.strategy, sample.cell.scenario, ""};
    found->repetition = sample.repetition;
  }
  found->samples.push_back(sample);
}

template <class Range, class Same>
auto& found_in(Range& range, Same same) {
  const auto found = std::find_if(range.begin(), range.end(), same);
  if (found == range.end()) throw std::logic_error("the example run has no such thing");
  return *found;
}

}  // namespace

analysis::Cell& ExampleRun::cell(const std::string& strategy, const std::string& scenario,
                                 const std::string& job) {
  const CellKey key{"go", strategy, scenario, job};
  return found_in(cells, [&](const auto& cell) { return cell.key == key; });
}

journal::TrialFinished& ExampleRun::first_trial(const analysis::Cell& cell) {
  return found_in(results.trials,
                  [&](const auto& trial) { return trial.trial == trial_id(cell.key, 1); });
}

void ExampleRun::invalidate(analysis::Cell& cell, int count, const std::string& reason) {
  const auto mark = [&](measure::Sample& sample) {
    if (!(sample.cell == cell.key) || sample.repetition > count) return;
    sample.valid = false;
    sample.invalid_reason = reason;
  };
  for (auto& trial : results.trials)
    std::for_each(trial.samples.begin(), trial.samples.end(), mark);
  std::for_each(cell.samples.begin(), cell.samples.end(), mark);
  cell.valid_samples -= count;
  cell.invalid_samples += count;
  if (cell.valid_samples > 0) return;
  cell.job_seconds = cell.build_seconds = {};
  cell.phases.clear();
  cell.bytes.clear();
  cell.ratio_to_baseline.reset();
  cell.shift_to_baseline.reset();
}

void ExampleRun::break_off(analysis::Cell& cell, const std::string& error) {
  auto& trial = first_trial(cell);
  trial.samples.clear();
  trial.error = error;
  trial.error_kind = "build_failed";
  cell.samples.erase(cell.samples.begin());
  if (--cell.valid_samples > 0) return;
  const auto key = cell.key;
  std::erase_if(cells, [&](const auto& other) { return other.key == key; });
}

ExampleRun example_run(int repetitions) {
  ExampleRun run;
  run.results.run = run_started(repetitions);
  run.results.finished = journal::RunFinished{"2026-05-01T12:30:00Z", false};
  for (const auto& planned : plan) {
    std::vector<measure::Sample> samples;
    for (int i = 1; i <= repetitions; ++i)
      samples.push_back(sample_of(planned, i, repetitions));
    for (const auto& sample : samples)
      add_sample(run.results, sample);
    run.cells.push_back(cell_of(planned, samples));
  }
  return run;
}

ExampleRun troubled_run(int repetitions) {
  using Outcome = measure::Verdict::Outcome;
  auto run = example_run(repetitions);
  auto& mount = run.cell("mount", "source-change", "rebuild");
  run.invalidate(mount, repetitions, "the restored archive holds 198 B, which is an empty one");
  mount.verdicts = {{"mount-restored", Outcome::fail, "198 B restored for mount go-build",
                     "The archive was saved before the mount was extracted; extract first", true}};
  auto& registry = run.cell("registry", "version-bump", "second");
  registry.verdicts = {
      {"import-succeeded", Outcome::fail, "importing registry:5000/c:main ended in 'not found'",
       "The ref is not the one that was saved; make both the same.", false},
      {"artifact-fresh", Outcome::pass, "marker found", "", false}};
  run.first_trial(run.cell("mount", "version-bump", "second")).failed_expectations = {
      {"the second job is warm", "scenarios/version-bump.lua:12"}};
  run.break_off(run.cell("gha", "source-change", "rebuild"),
                "job prime: the build failed: exit code 1");

  auto& plan_order = run.results.run.order;
  plan_order.push_back({"go", "none", "rebuild-twice", ""});
  plan_order.push_back({"go", "mount", "rebuild-twice", ""});
  run.results.finished->interrupted = true;
  return run;
}

}  // namespace bxbench::tests
