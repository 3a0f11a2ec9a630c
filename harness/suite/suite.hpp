// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/scenario.hpp>
#include <harness/suite/strategy.hpp>
#include <harness/suite/workload.hpp>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace bxbench::suite {

/// Everything that was loaded and checked, each list sorted by name.
struct Suite {
  std::vector<Workload> workloads;
  std::vector<std::shared_ptr<const Strategy>> strategies;
  std::vector<std::shared_ptr<const Scenario>> scenarios;
  /// Text of every script that was loaded, required modules too, by the name that messages use.
  std::map<std::string, std::string> sources;
};

}  // namespace bxbench::suite
