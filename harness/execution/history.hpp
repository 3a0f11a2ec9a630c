// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/plan/trial.hpp>
#include <harness/suite/action.hpp>

#include <string>

namespace bxbench::execution {

/// What a trial has done so far, as far as it decides what its services and persistent runners
/// hold. Two trials with equal digests are in the same state, so what a job left in one can stand
/// for the same job in the other.
class History {
 public:
  /// Begins with what never changes during a trial: the workload, and the strategy with the
  /// parameters that it has in this run.
  explicit History(const plan::Trial& trial);
  /// What the trial starts from: a digest of its files, addresses that names may hold.
  void starts_from(const std::string& what) { add(what); }
  /// An edit was applied; its marker is part of the files.
  void edited(const std::string& name, const std::string& marker);
  void bumped();
  /// A job is run. Whether it is measured and what it claims leave no trace.
  void runs(const suite::RunJob& job);
  /// Something happened that no later trial can be relied on to repeat: a measured job, a fault,
  /// an eviction. The history has no equal from now on.
  void disturbed() { repeatable_ = false; }
  bool repeatable() const { return repeatable_; }
  const std::string& digest() const { return digest_; }

 private:
  void add(const std::string& what);
  std::string digest_;
  bool repeatable_ = true;
};

}  // namespace bxbench::execution
