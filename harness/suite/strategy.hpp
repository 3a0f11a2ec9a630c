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

/// What a strategy's hooks are told about the job that they serve.
struct JobContext {
  std::string workload, strategy, job;
  std::string version;    ///< the cache version, "v1" and up
  std::string lock_hash;  ///< hash of the workload's lock files, hexadecimal
  std::string cache_dir;  ///< a host directory of the runner, empty at the start of a job
  std::string registry;   ///< host:port of the registry service
  std::vector<CacheMount> cache_mounts;
  bool mismatch = false;  ///< the lookup is to use another identifier than the save
  ParamValues params;
};

/// One name under which a cache is kept. `kind` is the field's word: "scope", "ref", "mount id",
/// "key".
struct Identifier {
  std::string kind;
  std::string value;
  bool operator==(const Identifier&) const = default;
};

/// What the build hook answers.
struct BuildFlags {
  std::vector<std::string> cache_from, cache_to;  ///< values of the options of the same name
  std::vector<Identifier> looked_up, saved_under;
};

/// The hooks of one job, each run at most once; they share what the script keeps in `job.state`.
struct JobHooks {
  virtual ~JobHooks() = default;
  /// Starts a hook as a script. A hook that is not defined ends at once.
  virtual Result<std::unique_ptr<Script>> restore() = 0;
  virtual Result<BuildFlags> build() = 0;
  virtual Result<std::unique_ptr<Script>> save() = 0;
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

  virtual Result<std::unique_ptr<JobHooks>> hooks(const JobContext& job) const = 0;
};

}  // namespace bxbench::suite
