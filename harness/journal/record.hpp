// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/measure/noise.hpp>
#include <harness/measure/sample.hpp>
#include <harness/support/error.hpp>

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace bxbench::journal {

/// The machine and the programs of a run.
struct Environment {
  std::string bxbench, docker, buildx, buildkit, driver, os, link = "none";
  std::string bases{};  ///< base images: "local" or "public", "cold" or "warm": "local, cold"
  std::string scratch;  ///< file system of the runners' data, e.g. "tmpfs"
  unsigned cpus = 0;
  Bytes memory_bytes = 0;
};

/// What was asked for, so that a run can go on without being asked again.
struct Request {
  std::vector<std::string> workloads, strategies, scenarios, settings;
  std::vector<std::string> files;  ///< absolute
  std::optional<double> precision;
  int max_runs = 0;
  std::optional<double> job_limit;  ///< seconds
  bool checkpoints = true;
  std::string link = "none";
  std::string bases = "local";     ///< "local": made by recipe; "public": pulled by name
  std::string base_pull = "cold";  ///< "cold": charged to jobs; "warm": not
  std::string registry_mirror{};
};

/// First line of a journal.
struct RunStarted {
  std::string id, started;  ///< UTC, ISO 8601
  std::vector<std::string> command;
  std::uint64_t seed = 0;
  int repetitions = 1;
  std::string baseline = "none";        ///< strategy that ratios refer to
  std::vector<measure::CellKey> order;  ///< cells in report order; `job` empty: known only later
  Environment environment;
  Request request;
  /// Digest of everything that decides what is run: "scenario warm-build", "workload go: go.mod".
  std::map<std::string, std::string> inputs;
};

/// One finished trial with the samples of its measured jobs.
struct TrialFinished {
  std::string trial;
  measure::CellKey cell;  ///< `job` is empty
  int repetition = 1;
  std::string error;  ///< the trial broke off here: message; empty when it ended well
  /// "build_failed", "bad_input", or "environment": the machine failed, a resumed run tries again.
  std::string error_kind;
  std::vector<measure::Sample> samples;
  int expectations = 0;                 ///< how many the scenario stated, held or not
  int jobs_run = 0, jobs_restored = 0;  ///< restored: from a checkpoint of the same job
  std::vector<measure::FailedExpectation> failed_expectations;
};

/// Last line of a run that ended by itself or by Ctrl-C.
struct RunFinished {
  std::string finished;
  bool interrupted = false;
  std::string stopped{};  ///< why it ended before it was done, e.g. "--max-time"; empty: it was
};

using Record = std::variant<RunStarted, TrialFinished, RunFinished, measure::Noise>;

/// One line of a journal, without the newline.
std::string encode(const Record& record);
Result<Record> decode(const std::string& line);

/// The JSON forms that a journal and run.json share; see results/README.md. Fields keep the order
/// in which fields.hpp lists them.
nlohmann::ordered_json to_json(const measure::Sample& sample);
nlohmann::ordered_json to_json(const measure::CellKey& cell);
nlohmann::ordered_json to_json(const measure::Verdict& verdict);
nlohmann::ordered_json to_json(const measure::Steps& steps);
nlohmann::ordered_json to_json(const measure::Noise& noise);

}  // namespace bxbench::journal
