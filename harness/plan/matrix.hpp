// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/plan/trial.hpp>
#include <harness/support/error.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace bxbench::plan {

/// What the user asked for. Patterns are names or shell globs; an empty list takes the defaults.
struct Selection {
  std::vector<std::string> workloads, strategies, scenarios;
  int repetitions = 1;
  std::uint64_t seed = 0;
};

/// What is run when nothing is named, by the user or by the scenario itself.
struct Defaults {
  std::vector<std::string> workloads, strategies, scenarios;
};

/// One workload × strategy × scenario that is run.
struct Combination {
  const suite::Workload* workload = nullptr;
  const suite::Strategy* strategy = nullptr;
  const suite::Scenario* scenario = nullptr;
};

/// What is run, and how often at least.
struct Plan {
  std::vector<const suite::Workload*> workloads;
  std::vector<const suite::Strategy*> strategies;
  std::vector<const suite::Scenario*> scenarios;
  std::vector<Combination> combinations;  ///< scenario by scenario, as tables show them
  std::vector<std::string> left_out{};    ///< why chosen combinations are not among them
  int repetitions = 1;
  std::uint64_t seed = 0;
};

/// The workloads that names or shell globs name, each once. A pattern that matches nothing is an
/// error with a suggestion.
Result<std::vector<const suite::Workload*>> choose_workloads(
    const suite::Suite& suite, const std::vector<std::string>& patterns);

/// Chooses from the suite, each scenario with the workloads and strategies that it is about. Names
/// that match nothing are errors with a suggestion, and so is a scenario of whose strategies none
/// was chosen. A strategy whose Dockerfile form a workload does not have is left out there, and
/// that is noted; when nothing is left, it is an error.
Result<Plan> make_plan(const suite::Suite& suite, const Selection& selection,
                       const Defaults& defaults);

/// One repetition of a workload: every combination once, in an order that the seed, the workload
/// and the repetition decide and nothing else, so that a run that goes on later finds it again.
std::vector<Trial> block(const Plan& plan, const suite::Workload& workload, int repetition);

/// All trials that are certain, in the order of execution: workload by workload, block by block.
std::vector<Trial> trials_of(const Plan& plan);

/// The plan as `--dry-run` prints it.
std::string describe(const Plan& plan);

}  // namespace bxbench::plan
