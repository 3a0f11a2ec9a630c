// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/command.hpp>
#include <harness/cli/verdict_code.hpp>

#include <algorithm>

namespace bxbench::cli {
namespace {

bool failed_unexpectedly(const measure::Verdict& verdict) {
  return verdict.outcome == measure::Verdict::Outcome::fail && !verdict.expected;
}

/// An invalid sample is what should happen where the scenario is made to trip a rule and did.
bool is_meant_so(const measure::Sample& sample) {
  const auto& verdicts = sample.verdicts;
  return sample.evidence.build_error.empty() &&
         std::any_of(verdicts.begin(), verdicts.end(), [](const auto& verdict) {
           return verdict.outcome == measure::Verdict::Outcome::fail && verdict.expected;
         });
}

bool has_failed(const journal::TrialFinished& trial, FailOn fail_on) {
  if (fail_on == FailOn::verdict && !trial.failed_expectations.empty()) return true;
  return std::any_of(trial.samples.begin(), trial.samples.end(), [&](const auto& sample) {
    const auto& verdicts = sample.verdicts;
    return (!sample.valid && !is_meant_so(sample)) ||
           (fail_on == FailOn::verdict &&
            std::any_of(verdicts.begin(), verdicts.end(), failed_unexpectedly));
  });
}

}  // namespace

int exit_code_of(const journal::ResultSet& results, FailOn fail_on) {
  const auto& trials = results.trials;
  const auto broke_off = [&](const char* kind) {
    return std::any_of(trials.begin(), trials.end(),
                       [&](const auto& trial) { return trial.error_kind == kind; });
  };
  if (broke_off("environment")) return exit_environment;
  if (broke_off("build_failed")) return exit_build_failed;
  if (broke_off("bad_input")) return exit_usage;
  if (fail_on == FailOn::never) return exit_ok;
  const bool failed = std::any_of(trials.begin(), trials.end(),
                                  [&](const auto& trial) { return has_failed(trial, fail_on); });
  return failed ? exit_verdict : exit_ok;
}

}  // namespace bxbench::cli
