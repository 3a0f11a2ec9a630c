// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/suite.hpp>

#include <string>

namespace bxbench::plan {

/// One execution of workload × strategy × scenario. The definitions live in the suite.
struct Trial {
  std::string id;  ///< stable: the same for the same names and repetition
  const suite::Workload* workload = nullptr;
  const suite::Strategy* strategy = nullptr;
  const suite::Scenario* scenario = nullptr;
  int repetition = 1;
};

}  // namespace bxbench::plan
