// SPDX-License-Identifier: Apache-2.0
// record_ci_logs RUN OUT: for each trial of a run a folder OUT/SCENARIO.STRATEGY with the logs of
// its jobs, in the order in which they ran: 1-prime.txt, 2-rebuild.txt …
#include <harness/journal/journal.hpp>
#include <harness/support/files.hpp>
#include <tests/recorder/ci_log.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <vector>

using namespace bxbench;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view ending = ".steps.jsonl";

Result<void> record_trial(const fs::path& trial, const fs::path& out) {
  // Time stamps begin each log, so that their text orders the jobs.
  std::vector<std::pair<std::string, std::string>> logs;
  for (const auto& file : fs::directory_iterator(trial)) {
    auto name = file.path().filename().string();
    if (!name.ends_with(ending)) continue;
    name.resize(name.size() - ending.size());
    auto log = recorder::ci_log(trial, name);
    if (!log) return log.error();
    logs.emplace_back(std::move(*log), std::move(name));
  }
  std::sort(logs.begin(), logs.end());
  if (auto made = make_directories(out); !made) return made.error();
  for (std::size_t n = 0; n < logs.size(); ++n)
    if (auto written = write_file_atomically(out / fmt::format("{}-{}.txt", n + 1, logs[n].second),
                                             logs[n].first);
        !written)
      return written.error();
  return {};
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    fmt::print(stderr, "usage: record_ci_logs RUN OUT\n");
    return 2;
  }
  const fs::path run(arguments[1]);
  const auto results = journal::load(run / "journal.jsonl");
  if (!results) {
    fmt::print(stderr, "{}\n", results.error().message);
    return 2;
  }
  for (const auto& trial : results->trials) {
    const auto name = fmt::format("{}.{}", trial.cell.scenario, trial.cell.strategy);
    const auto done = record_trial(run / "logs" / trial.trial, fs::path(arguments[2]) / name);
    if (!done) fmt::print(stderr, "{}: {}\n", name, done.error().message);
  }
}
