// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/execution/observer.hpp>
#include <harness/execution/provisions.hpp>
#include <harness/execution/runner.hpp>
#include <harness/execution/services.hpp>
#include <harness/measure/miss/build_record.hpp>
#include <harness/workspace/workspace.hpp>

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace bxbench::execution {

/// What stays the same for all jobs of a trial.
struct TrialScene {
  process::Launcher& launcher;
  Observer& observer;
  const plan::Trial& trial;
  const Provisions& provisions;
  const Services& services;
  const workspace::Workspace& workspace;
  std::filesystem::path files;        ///< the trial's own scratch directory
  std::filesystem::path logs;         ///< where the trial's logs are kept
  std::optional<Duration> job_limit;  ///< of a job's build; one that takes longer fails
};

/// One job to run.
struct JobOrder {
  suite::RunJob job;
  int number = 1;                              ///< of the trial's jobs
  std::string version;                         ///< the cache version
  std::vector<suite::Identifier> saved_under;  ///< by earlier jobs, for this version
  /// What the builds of the trial's earlier jobs were made of, oldest first; outlives the job.
  std::span<const measure::BuildRecord> earlier;
};

/// What a job yields: everything that a sample holds but its verdicts, and what it left.
struct JobYield {
  measure::Sample sample;
  std::vector<suite::Identifier> saved_under;  ///< empty when nothing was really saved
  std::filesystem::path artifact;  ///< copy of the built file; kept with the trial; empty: none
  std::string output;              ///< what the build's steps printed
  measure::BuildRecord record;     ///< for the jobs that come after it
};

/// Runs the strategy's steps on a started runner. The clocks run over these alone: warming the
/// daemon up, looking into mounts before the build and reading the artifact after it are not
/// charged.
boost::asio::awaitable<Result<JobYield>> run_job(TrialScene scene, const Runner& runner,
                                                 JobOrder order);

}  // namespace bxbench::execution
