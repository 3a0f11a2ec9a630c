// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/carries.hpp>
#include <harness/suite/param.hpp>
#include <harness/suite/script.hpp>

#include <memory>
#include <string>
#include <vector>

namespace bxbench::suite {

/// What a scenario is told about the trial that it directs.
struct TrialContext {
  std::string workload, strategy;
  Carries carries = Carries::nothing;  ///< what the strategy carries
  std::string marker;                  ///< what the artifact contains before any edit
  ParamValues params;
};

/// A script of jobs and edits on a simulated CI.
struct Scenario {
  virtual ~Scenario() = default;
  std::string name;
  std::string summary;
  /// Rules that this scenario is made to trip: their "fail" is what should happen.
  std::vector<std::string> expect_fail;
  std::vector<std::string> workloads;   ///< built when the user names none; empty: the default
  std::vector<std::string> strategies;  ///< those that it is about; empty: any
  std::vector<Param> params;
  std::string file;
  bool built_in = false;  ///< comes with bxbench; false: the user named its file

  virtual Result<std::unique_ptr<Script>> start(const TrialContext& trial) const = 0;
};

}  // namespace bxbench::suite
