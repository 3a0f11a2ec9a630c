// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/journal/record.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace bxbench::cli {

/// What a failed exit means to the user.
enum class FailOn { never, invalid, verdict };

/// The options of `bxbench run`, as they were given.
struct RunOptions {
  std::vector<std::string> names;  ///< scenarios, files or directories
  std::vector<std::string> workloads, strategies, scenarios, settings;
  int runs = 1;
  std::optional<double> precision;  ///< half-width of intervals, as a share of the median
  int max_runs = 30;                ///< with a precision: repetitions at most
  std::optional<double> max_time;   ///< seconds; no trial starts after it
  double job_limit = 7200;          ///< seconds of a job's build
  bool checkpoints = true;
  std::filesystem::path resume;  ///< folder of a run to go on with; empty: a new one
  std::optional<std::uint64_t> seed;
  std::filesystem::path output = "results";
  std::string baseline = "none";
  std::string builder = "dockerd";
  std::string link = "none";       ///< as link::parse_shape reads it
  std::string bases = "local";     ///< "local" or "public"
  std::string base_pull = "cold";  ///< "cold" or "warm"
  std::string registry_mirror;     ///< URL; empty: none
  FailOn fail_on = FailOn::verdict;
  bool dry_run = false, json = false, quiet = false, verbose = false, no_color = false;
  /// Nothing is run when what is measured, or the machine, is not as in this run; null: whatever it
  /// is.
  const journal::RunStarted* same_as = nullptr;
  std::vector<measure::CellKey> only{};  ///< of what is chosen, run only these; empty: all
  std::vector<std::string> command;      ///< the command line, for the record
};

}  // namespace bxbench::cli
