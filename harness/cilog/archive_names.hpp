// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cilog/log_reader.hpp>

#include <string>
#include <vector>

namespace bxbench::cilog {

/// The logs of one job within the archive of a run.
struct JobLogs {
  std::string job;
  std::vector<std::string> members;  ///< names in the archive, in the order of the steps
  bool steps = false;                ///< one member a step
};

/// Which members of a run's archive to read, in which order: of jobs that have a file of their own
/// that file, else the files of their steps. Others than "*.txt" and "*.log" are left out.
/// Format: "0_build.txt", "build/1_Set up job.txt", "build/system.txt".
std::vector<JobLogs> jobs_of_archive(const std::vector<std::string>& members);

/// "Post Cache mounts" of "build/9_Post Cache mounts.txt".
std::string step_of_member(const std::string& member);

}  // namespace bxbench::cilog
