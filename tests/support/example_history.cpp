// SPDX-License-Identifier: Apache-2.0
#include <tests/support/example_history.hpp>
#include <tests/support/noise.hpp>

#include <fmt/format.h>

#include <cmath>
#include <fstream>

namespace bxbench::tests {
namespace {

struct Planned {
  const char *strategy, *scenario, *job;
  double seconds;
};

constexpr Planned plan[] = {
    {"none", "warm-build", "build", 12.3},        {"mount", "warm-build", "build", 4.2},
    {"gha", "warm-build", "build", 0.62},         {"registry", "warm-build", "build", 0.71},
    {"inline", "warm-build", "build", 1.4},       {"none", "source-change", "rebuild", 12.1},
    {"mount", "source-change", "rebuild", 4.1},   {"gha", "source-change", "rebuild", 13.2},
    {"registry", "source-change", "rebuild", 13}, {"inline", "source-change", "rebuild", 13.9},
};

std::string workload_name(int number) {
  return number == 1 ? "go" : fmt::format("go-{}", number);
}

std::string digest(int number) {
  return fmt::format("sha256:{:064x}", 0x9e3779b97f4a7c15ULL * static_cast<unsigned>(number + 1));
}

/// Of the size that a build of a dozen steps leaves.
void add_evidence(measure::Sample& sample) {
  auto& evidence = sample.evidence;
  evidence.steps = {12, 5, 7};
  for (int i = 1; i <= 12; ++i)
    evidence.step_list.push_back(
        {fmt::format("[build {}/12] RUN --mount=type=cache,target=/root/.cache/go-build go build",
                     i),
         i <= 5, 0.25 * i, digest(i),
         measure::Miss{"parent-missed", "[build 2/12] COPY . .",
                       "[build 2/12] COPY . . was made again: src/banner.go changed"}});
  for (int i = 1; i <= 6; ++i)
    evidence.critical_path.push_back({fmt::format("[build {}/12] RUN go build", i), "solve", 0.5});
  evidence.imports = {{"importing cache manifest from gha:17364539238", true, ""}};
  evidence.mounts = {{"go-build", "/root/.cache/go-build", "go-build", 123456, 234567}};
  evidence.restore = measure::RestoreEvidence{"go-1", true, true, "go-1", 12400000, ""};
  evidence.save = measure::SaveEvidence{"go-2", true, 12400000, ""};
  evidence.traffic = {{"actions-cache", {30, 12400000, 12400000}}, {"bases", {4, 0, 60000000}}};
  evidence.resources.client = process::Usage{1.5, 0.25, 61000000};
  evidence.resources.daemon = process::Usage{2.5, 0.75, 162000000};
  evidence.expected_marker = "marker-7";
  evidence.artifact_fresh = true;
  for (int i = 1; i <= 8; ++i)
    sample.verdicts.push_back({fmt::format("rule-number-{}", i), measure::Verdict::Outcome::pass,
                               "12.4 MB restored for mount go-build, 5/12 steps \"cached\"", "",
                               false});
}

journal::RunStarted started(const HistoryShape& shape, int run) {
  journal::RunStarted started;
  const int month = run / 28 % 12 + 1, day = run % 28 + 1, year = 2025 + run / (28 * 12);
  started.started = fmt::format("{}-{:02}-{:02}T10:00:00Z", year, month, day);
  started.id = fmt::format("{}{:02}{:02}-100000-{:04x}", year, month, day, run);
  started.command = {"bxbench", "run", "-n", fmt::format("{}", shape.repetitions)};
  started.repetitions = shape.repetitions;
  started.environment = {"0.1.0",    run >= shape.docker_newer_from ? "28.5.1" : "27.3.1",
                         "0.29.1",   "0.25.1",
                         "dockerd",  "Debian GNU/Linux 12 (bookworm), Linux 6.1.0 x86_64",
                         "none",     "local, cold",
                         "tmpfs",    4,
                         16777216000};
  for (int workload = 1; workload <= shape.workloads; ++workload)
    for (const auto& planned : plan)
      started.order.push_back({workload_name(workload), planned.strategy, planned.scenario, ""});
  return started;
}

journal::TrialFinished trial(const std::string& workload, const Planned& planned, int repetition,
                             double seconds, bool evidence) {
  journal::TrialFinished trial;
  trial.trial =
      fmt::format("{}-{}-{}-{}", workload, planned.strategy, planned.scenario, repetition);
  trial.cell = {workload, planned.strategy, planned.scenario, ""};
  trial.repetition = repetition;
  auto& sample = trial.samples.emplace_back();
  sample.trial = trial.trial;
  sample.cell = {workload, planned.strategy, planned.scenario, planned.job};
  sample.repetition = repetition;
  sample.valid = true;
  sample.job_seconds = std::round(seconds * 1000) / 1000;
  sample.build_seconds = sample.job_seconds;
  sample.phases.solve = sample.job_seconds;
  if (evidence) add_evidence(sample);
  return trial;
}

}  // namespace

std::vector<std::string> history_lines(const HistoryShape& shape, int run) {
  Generator generator(static_cast<std::uint64_t>(run) + 1);
  std::vector<std::string> lines{encode(started(shape, run))};
  const double faster = run >= shape.docker_newer_from ? 0.8 : 1;
  const auto add_trials = [&](const std::string& workload, int repetition) {
    for (const auto& planned : plan) {
      const bool slower = run >= shape.mount_slower_from &&
                          planned.strategy == std::string("mount") &&
                          planned.scenario == std::string("source-change");
      const double noise = sample(Noise::lognormal, 0.03, generator);
      const double seconds = planned.seconds * faster * (slower ? 1.19 : 1) * noise;
      lines.push_back(encode(trial(workload, planned, repetition, seconds, shape.evidence)));
    }
  };
  for (int repetition = 1; repetition <= shape.repetitions; ++repetition)
    for (int workload = 1; workload <= shape.workloads; ++workload)
      add_trials(workload_name(workload), repetition);
  lines.push_back(encode(journal::RunFinished{started(shape, run).started, false}));
  return lines;
}

void write_run(const std::filesystem::path& directory, const std::string& name,
               const std::vector<std::string>& lines) {
  std::filesystem::create_directories(directory / name);
  std::ofstream out(directory / name / "journal.jsonl", std::ios::binary);
  for (const auto& line : lines)
    out << line << '\n';
}

void write_history(const std::filesystem::path& directory, const HistoryShape& shape) {
  for (int run = 0; run < shape.runs; ++run)
    write_run(directory, fmt::format("run-{:04}", shape.runs - 1 - run), history_lines(shape, run));
}

}  // namespace bxbench::tests
