// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/scenario.hpp>
#include <harness/suite/strategy.hpp>
#include <harness/suite/workload.hpp>

#include <memory>
#include <vector>

namespace bxbench::suite {

/// Everything that was loaded and checked, each list sorted by name.
struct Suite {
  std::vector<Workload> workloads;
  std::vector<std::shared_ptr<const Strategy>> strategies;
  std::vector<std::shared_ptr<const Scenario>> scenarios;
};

}  // namespace bxbench::suite
