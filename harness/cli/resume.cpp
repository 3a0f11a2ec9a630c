// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/names.hpp>
#include <harness/cli/resume.hpp>
#include <harness/journal/differences.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>

namespace fs = std::filesystem;

namespace bxbench::cli {
namespace {

constexpr const char* hint =
    "samples from before and after a change must not be mixed: start a new run";

Result<void> refuse(const char* what, const std::vector<std::string>& changes) {
  if (changes.empty()) return {};
  return Error{Errc::bad_input,
               fmt::format("cannot go on with this run, {} changed:\n  {}", what,
                           fmt::join(changes, "\n  ")),
               hint};
}

}  // namespace

journal::Request request_of(const RunOptions& options) {
  journal::Request request;
  request.workloads = options.workloads;
  request.strategies = options.strategies;
  request.scenarios = options.scenarios;
  request.settings = options.settings;
  request.precision = options.precision;
  request.max_runs = options.max_runs;
  request.job_limit = options.job_limit;
  request.checkpoints = options.checkpoints;
  request.link = options.link;
  request.bases = options.bases;
  request.base_pull = options.base_pull;
  request.registry_mirror = options.registry_mirror;
  const auto names = sort_names(options.names);
  for (const auto& file : names.files)
    request.files.push_back(fs::absolute(file).lexically_normal().string());
  request.scenarios.insert(request.scenarios.end(), names.scenarios.begin(), names.scenarios.end());
  return request;
}

RunOptions resumed_options(const RunOptions& given, const journal::RunStarted& run) {
  RunOptions options = given;
  const auto& request = run.request;
  options.names = request.files;
  options.workloads = request.workloads;
  options.strategies = request.strategies;
  options.scenarios = request.scenarios;
  options.settings = request.settings;
  options.runs = run.repetitions;
  options.seed = run.seed;
  options.baseline = run.baseline;
  options.precision = request.precision;
  options.max_runs = request.max_runs;
  options.job_limit = request.job_limit.value_or(options.job_limit);
  options.checkpoints = request.checkpoints;
  options.link = request.link;
  options.bases = request.bases;
  options.base_pull = request.base_pull;
  options.registry_mirror = request.registry_mirror;
  options.only = run.order;
  return options;
}

Result<void> check_same_inputs(const journal::RunStarted& then, const journal::RunStarted& now) {
  if (then.inputs.empty())
    return refuse("nobody knows what", {"it recorded no digests of its scripts"});
  return refuse("what it measures", journal::differences(then, now).inputs);
}

Result<void> check_same_environment(const journal::RunStarted& then,
                                    const journal::RunStarted& now) {
  auto [changes, machine, conditions, inputs] = journal::differences(then, now);
  changes.insert(changes.end(), machine.begin(), machine.end());
  changes.insert(changes.end(), conditions.begin(), conditions.end());
  return refuse("the machine", changes);
}

}  // namespace bxbench::cli
