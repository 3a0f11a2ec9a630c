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

/// What is run when nothing is named.
struct Defaults {
  std::vector<std::string> workloads, strategies, scenarios;
};

/// All trials in the order of execution.
struct Plan {
  std::vector<const suite::Workload*> workloads;
  std::vector<const suite::Strategy*> strategies;
  std::vector<const suite::Scenario*> scenarios;
  std::vector<Trial> trials;
};

/// Chooses from the suite and orders the trials: workload by workload, in blocks that visit every
/// cell once, each block in an order of its own drawn from the seed. Names that match nothing are
/// errors with a suggestion, and so is a strategy whose Dockerfile form a workload does not have.
Result<Plan> make_plan(const suite::Suite& suite, const Selection& selection,
                       const Defaults& defaults);

/// The plan as `--dry-run` prints it.
std::string describe(const Plan& plan, const Selection& selection);

}  // namespace bxbench::plan
