// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/journal/record.hpp>
#include <harness/plan/trial.hpp>

#include <cstddef>
#include <string>

namespace bxbench::execution {

/// Told what happens while a plan is executed. Must be quick: builds are being timed.
struct Observer {
  virtual ~Observer() = default;
  /// Preparation outside of trials: base images, fixtures.
  virtual void preparing(const std::string& what) = 0;
  /// How many trials there are in all, as far as is known; it may grow.
  virtual void planned(std::size_t trials) = 0;
  /// `number` counts from 1.
  virtual void trial_started(const plan::Trial& trial, std::size_t number) = 0;
  /// `phase`: "runner", "restore", "build", "save".
  virtual void job_phase(const std::string& job, const std::string& phase) = 0;
  /// A vertex of the running build has started.
  virtual void vertex_started(const std::string& name) = 0;
  virtual void trial_finished(const journal::TrialFinished& trial) = 0;
};

}  // namespace bxbench::execution
