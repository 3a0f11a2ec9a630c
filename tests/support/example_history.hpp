// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/journal/record.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace bxbench::tests {

/// Runs of workload `go` over months: strategies none, mount, gha, registry, inline; scenarios
/// warm-build and source-change; 3 % noise, the same on every machine.
struct HistoryShape {
  int runs = 40, repetitions = 3;
  int mount_slower_from =
      17;  ///< from this run on, counted from 0, a source change takes 19 % more
  int docker_newer_from =
      30;                 ///< from this run on, with another Docker, everything takes 20 % less
  bool evidence = false;  ///< with as much of it as a real run has
  int workloads = 1;      ///< `go`, then `go-2` …, each with its ten cells
};

/// One run as lines of a journal, without their ends.
std::vector<std::string> history_lines(const HistoryShape& shape, int run);

/// The folder of a run below `directory`, with a journal of these lines.
void write_run(const std::filesystem::path& directory, const std::string& name,
               const std::vector<std::string>& lines);

/// All runs, in folders named "run-0000" and so on, not in the order of their start.
void write_history(const std::filesystem::path& directory, const HistoryShape& shape);

}  // namespace bxbench::tests
