// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/execution/observer.hpp>
#include <harness/execution/provisions.hpp>
#include <harness/execution/schedule.hpp>
#include <harness/journal/journal.hpp>

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace bxbench::execution {

/// How a plan is executed.
struct RunSetting {
  std::filesystem::path logs;  ///< a folder per trial
  std::string run_id;
  std::string baseline;
  Stopping stopping{};
  std::optional<Duration> time_limit{};  ///< no trial starts after it
  std::optional<Duration> job_limit{};   ///< of a job's build
  bool checkpoints = true;
  /// Trials that an earlier part of the run finished; they are not run again.
  std::vector<journal::TrialFinished> earlier{};
  std::function<std::string()> now_utc;  ///< for what is recorded
};

/// Why an execution ended; empty: everything is done.
using StopReason = std::string;

/// Executes the trials one after another; each is in the journal, synced, before the next starts.
/// A trial that fails does not keep others from running; when the environment fails two in a row,
/// that is the error.
boost::asio::awaitable<Result<StopReason>> run_plan(Workshop workshop, const plan::Plan& plan,
                                                    journal::Journal& journal, RunSetting setting);

}  // namespace bxbench::execution
