// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/measure/sample.hpp>
#include <harness/suite/action.hpp>
#include <harness/support/units.hpp>

#include <chrono>
#include <filesystem>
#include <vector>

namespace bxbench::execution {

/// What the steps of a job did, when, in their order; beside the build's progress it is what a CI
/// log would tell of the job. Kept in memory while clocks run.
class StepLog {
 public:
  using Time = std::chrono::system_clock::time_point;

  /// What follows are post steps.
  void begin_post() { post_ = true; }
  void add(Time started, const suite::Action& action, const suite::Reply& reply);

  /// One JSON object a line: the job, then a step each; `paths_from`: directories are told relative
  /// to it. A log that cannot be written is given up, as it must not fail a job.
  void write(const std::filesystem::path& file, const suite::RunJob& job,
             const measure::Evidence& evidence, const std::filesystem::path& paths_from) const;

 private:
  struct Step {
    Time started, ended;
    bool post = false;
    suite::Action action;
    suite::Reply reply;
  };
  bool post_ = false;
  std::vector<Step> steps_;
};

}  // namespace bxbench::execution
