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

/// All trials in the order of execution.
struct Plan {
  std::vector<const suite::Workload*> workloads;
  std::vector<const suite::Strategy*> strategies;
  std::vector<const suite::Scenario*> scenarios;
  std::vector<Combination> combinations;  ///< workload by workload, as tables show them
  std::vector<Trial> trials;
};

/// Chooses from the suite, each scenario with the workloads and strategies that it is about, and
/// orders the trials: workload by workload, in blocks that visit every cell once, each block in an
/// order of its own drawn from the seed. Names that match nothing are errors with a suggestion, and
/// so are a strategy whose Dockerfile form a workload does not have and a scenario of whose
/// strategies none was chosen.
Result<Plan> make_plan(const suite::Suite& suite, const Selection& selection,
                       const Defaults& defaults);

/// The plan as `--dry-run` prints it.
std::string describe(const Plan& plan, const Selection& selection);

}  // namespace bxbench::plan
