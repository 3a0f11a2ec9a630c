// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/execution/job.hpp>
#include <harness/execution/runner.hpp>
#include <harness/execution/services.hpp>

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <map>
#include <string>

namespace bxbench::execution {

/// What a job works on and leaves changed.
struct JobPlace {
  const Services& services;
  std::filesystem::path host;  ///< the directory that outlives runners
  Runner* runner = nullptr;    ///< a persistent one; null: the runner is gone after the job
};

/// The state after unmeasured jobs, kept so that a job with the same history is run once and
/// restored afterwards. All copies lie below one directory and go with it; blobs are hard links, so
/// that a checkpoint costs hardly any room.
class Checkpoints {
 public:
  /// Not enabled: nothing is ever kept.
  Checkpoints(process::Launcher& launcher, std::filesystem::path directory, bool enabled)
      : launcher_(launcher), directory_(std::move(directory)), enabled_(enabled) {}

  /// What the job after `history` yielded; null: it is not known yet.
  const JobYield* find(const std::string& history) const;
  /// Keeps what a job left. Where room is short, or it cannot be kept for another reason, the job
  /// will run again; an error is only that the run was interrupted.
  boost::asio::awaitable<Result<void>> save(std::string history, JobPlace place, JobYield yield);
  /// Puts back what the job after `history` left; it must be known.
  boost::asio::awaitable<Result<void>> restore(std::string history, JobPlace place) const;
  /// Forgets everything, when the workload changes.
  Result<void> clear();

  /// An edit's marker differs from trial to trial, unless an unmeasured job was kept that builds
  /// it: then later trials take over its marker, and with it the checkpoint.
  std::string marker_after(const std::string& history, const std::string& edit,
                           std::string fresh) const;
  void note_marker(const std::string& history, const std::string& edit, std::string marker);

 private:
  boost::asio::awaitable<Result<void>> keep(std::filesystem::path directory, const JobPlace& place,
                                            const JobYield& yield) const;
  std::filesystem::path directory_of(const std::string& history) const {
    return directory_ / history.substr(0, 16);
  }

  process::Launcher& launcher_;
  std::filesystem::path directory_;
  bool enabled_;
  std::map<std::string, JobYield> known_;
  std::map<std::string, std::string> markers_;  ///< by history and edit
};

}  // namespace bxbench::execution
