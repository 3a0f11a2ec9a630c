// SPDX-License-Identifier: Apache-2.0
#include <harness/baseimage/store.hpp>
#include <harness/cli/cold_times.hpp>
#include <harness/support/files.hpp>

#include <nlohmann/json.hpp>

namespace fs = std::filesystem;
using nlohmann::json;

namespace bxbench::cli {
namespace {

fs::path file_of_times() {
  return baseimage::cache_root() / "cold-times.json";
}

/// An object, also when the file is not there or holds something else.
json read_times() {
  const auto text = read_file(file_of_times());
  auto times = text ? json::parse(*text, nullptr, false) : json::object();
  return times.is_object() ? times : json::object();
}

}  // namespace

void note_cold_times(const journal::ResultSet& results, const std::vector<analysis::Cell>& cells) {
  const auto& on = results.run.environment;
  if (on.link != "none" || on.bases != "local, cold") return;
  auto times = read_times();
  bool changed = false;
  for (const auto& cell : cells) {
    const auto& [workload, strategy, scenario, job] = cell.key;
    if (scenario != "cold-build" || strategy != results.run.baseline || !cell.job_seconds.median)
      continue;
    times[workload] = {{"seconds", *cell.job_seconds.median},
                       {"strategy", strategy},
                       {"when", results.run.started}};
    changed = true;
  }
  if (!changed) return;
  if (auto made = make_directories(file_of_times().parent_path()); !made) return;
  (void)write_file_atomically(file_of_times(), times.dump(1) + "\n");
}

std::map<std::string, ColdTime> cold_times() {
  std::map<std::string, ColdTime> times;
  const auto kept = read_times();
  for (const auto& [workload, time] : kept.items()) {
    if (!time.is_object() || !time.contains("seconds") || !time["seconds"].is_number()) continue;
    times[workload] = {time["seconds"].get<double>(), time.value("strategy", ""),
                       time.value("when", "")};
  }
  return times;
}

}  // namespace bxbench::cli
