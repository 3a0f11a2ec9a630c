// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/execution/checkpoints.hpp>
#include <harness/execution/job.hpp>
#include <harness/journal/record.hpp>
#include <harness/support/interrupt.hpp>

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <string>

namespace bxbench::execution {

/// What a trial is executed with.
struct TrialSetting {
  process::Launcher& launcher;
  Observer& observer;
  const Provisions& provisions;
  Checkpoints& checkpoints;
  ServicePorts& ports;          ///< of the run's trials; those of the first trial are taken over
  std::filesystem::path files;  ///< scratch directory of the trial; created and removed
  std::filesystem::path logs;   ///< where its logs are kept
  std::string run_id;           ///< makes markers differ from run to run
  std::optional<Duration> job_limit;  ///< of a job's build
  link::Shape link{};                 ///< between runners and services
};

/// Executes one trial: drives its scenario and answers what it asks for. Whatever happens, runners
/// and services are gone afterwards. What fails ends this trial and is recorded in it, with its
/// kind; an Error is returned only when going on makes no sense (interrupted).
boost::asio::awaitable<Result<journal::TrialFinished>> run_trial(TrialSetting setting,
                                                                 const plan::Trial& trial);

}  // namespace bxbench::execution
