// SPDX-License-Identifier: Apache-2.0
// bxbench's own peak memory, without that of the programs it runs: a small real run, and the report
// of a large one (5 scenarios x 8 strategies x 10 repetitions) whose journal is made of the real
// one's trials under other names.
//   own_memory BXBENCH
#include <harness/journal/journal.hpp>
#include <tests/bench/measured_run.hpp>
#include <tests/support/temp_folder.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <vector>

namespace fs = std::filesystem;
using namespace bxbench;

namespace {

constexpr int scenarios = 5, strategies = 8, repetitions = 10;

/// The same trial in another cell.
journal::TrialFinished renamed(journal::TrialFinished trial, int scenario, int strategy,
                               int repetition) {
  trial.trial = fmt::format("{:02}{:02}{:02}", scenario, strategy, repetition);
  trial.cell.scenario = fmt::format("scenario-{}", scenario);
  trial.cell.strategy = fmt::format("strategy-{}", strategy);
  trial.repetition = repetition;
  for (auto& sample : trial.samples) {
    sample.trial = trial.trial;
    sample.cell.scenario = trial.cell.scenario;
    sample.cell.strategy = trial.cell.strategy;
    sample.repetition = repetition;
  }
  return trial;
}

void write_large_journal(const journal::ResultSet& real, const fs::path& file) {
  std::ofstream out(file);
  auto started = real.run;
  started.repetitions = repetitions;
  started.baseline = "strategy-1";
  started.order.clear();
  std::size_t next = 0;
  std::vector<journal::TrialFinished> trials;
  for (int scenario = 1; scenario <= scenarios; ++scenario)
    for (int strategy = 1; strategy <= strategies; ++strategy)
      for (int repetition = 1; repetition <= repetitions; ++repetition) {
        const auto& source = real.trials[next++ % real.trials.size()];
        trials.push_back(renamed(source, scenario, strategy, repetition));
        if (repetition == 1) started.order.push_back(trials.back().cell);
      }
  out << journal::encode(started) << '\n';
  for (const auto& trial : trials)
    out << journal::encode(trial) << '\n';
  out << journal::encode(journal::RunFinished{real.run.started, false}) << '\n';
}

void print(const char* what, const bench::Ended& ended) {
  fmt::print("  {:<42} peak memory {:5.1f} MB{}\n", what, static_cast<double>(ended.peak) / 1e6,
             ended.code == 0 ? "" : "  (failed)");
}

int print_all(const std::string& program, const fs::path& folder) {
  fmt::print("bxbench's own peak memory\n");
  const auto results = folder / "results";
  const auto real_run = bench::run({program, "run", "-w", "shell", "-s", "none,gha", "-n", "3",
                                    "warm-build", "-q", "-o", results.string()});
  print("run -w shell -s none,gha -n 3 warm-build", real_run);
  if (real_run.code != 0) return 3;
  const auto real = journal::load(fs::directory_iterator(results)->path() / "journal.jsonl");
  if (!real) return fmt::print(stderr, "{}\n", real.error().message), 3;
  const auto large = folder / "journal.jsonl";
  write_large_journal(*real, large);
  for (const auto* format : {"table", "markdown", "json"})
    print(fmt::format("report --format {}, 400 trials", format).c_str(),
          bench::run({program, "report", "--format", format, large.string()}));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return fmt::print(stderr, "usage: own_memory BXBENCH\n"), 2;
  const tests::TempFolder folder;
  return print_all(argv[1], folder.path());
}
