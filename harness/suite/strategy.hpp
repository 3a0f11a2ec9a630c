// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/carries.hpp>
#include <harness/suite/param.hpp>
#include <harness/suite/script.hpp>
#include <harness/suite/workload.hpp>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace bxbench::suite {

/// What a strategy is told about the job that it serves.
struct JobContext {
  std::string workload, strategy, job;
  std::string ref{};       ///< branch, tag or pull request
  int number = 1;          ///< of the trial's jobs: differs from job to job, as a workflow's run id
  std::string version;     ///< the cache version, "v1" and up
  std::string lock_hash;   ///< hash of the workload's lock files, hexadecimal
  std::string host_dir{};  ///< a directory that outlives runners, as a self-hosted machine has
  std::string cache_dir;   ///< a host directory of the runner, empty at the start of a job
  std::string registry;    ///< host:port of the registry service
  std::vector<CacheMount> cache_mounts;
  bool mismatch = false;  ///< the lookup is to use another identifier than the save
  ParamValues params;
};

/// The steps of one job, as those of a CI workflow. They share what the script keeps in
/// `job.state`.
struct JobSteps {
  virtual ~JobSteps() = default;
  /// The ordinary steps, in order; one of them builds. Asked for once.
  virtual Result<std::unique_ptr<Script>> steps() = 0;
  /// The post steps that the ordinary ones registered, the last one first; after a failure only
  /// those that always run. Asked for once, when the ordinary steps have ended.
  virtual Result<std::unique_ptr<Script>> post_steps(bool failed) = 0;
};

/// How build results survive from one job to the next.
struct Strategy {
  virtual ~Strategy() = default;
  std::string name;
  std::string summary;
  std::string form;  ///< which Dockerfile of the workload: "layer" or "mount"
  Carries carries = Carries::nothing;
  std::vector<Param> params;
  std::string file;       ///< where it is defined
  bool built_in = false;  ///< comes with bxbench; false: the user named its file

  virtual Result<std::unique_ptr<JobSteps>> begin(const JobContext& job) const = 0;
};

}  // namespace bxbench::suite
