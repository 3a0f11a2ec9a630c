// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/build_flags.hpp>
#include <harness/suite/workload.hpp>
#include <harness/support/units.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace bxbench::suite {

/// What a measured job claims about its cache; a sample that cannot prove it is invalid.
enum class Claim { none, cold, warm };

// What a scenario may ask for.

/// Runs one job: the strategy's steps on a runner.
struct RunJob {
  std::string name;
  bool measure = false;
  Claim claim = Claim::none;
  std::string runner;     ///< name of a persistent runner; empty: a fresh, ephemeral one
  bool mismatch = false;  ///< the strategy looks up another identifier than the one saved under
  bool may_fail = false;  ///< a build that fails is a result; otherwise it ends the trial
};

/// Applies one of the workload's edits with a new marker.
struct ApplyEdit {
  std::string name;
};

/// Changes the cache version, which is part of every key, scope and ref.
struct BumpVersion {};

/// An expectation and whether it held. A failed one is recorded; the script goes on.
struct Expect {
  bool holds = false;
  std::string message;
  std::string where;  ///< file:line of the script
};

// What the steps of a strategy may ask for.

/// Builds the workload; one step of a job does.
struct RunBuild {
  BuildFlags flags;
};

/// Looks up an archive in the Actions cache service and unpacks it to `directory`.
struct RestoreCache {
  std::string directory;
  std::string key;
  std::vector<std::string> restore_keys;
};

/// Packs `directory` and saves it in the Actions cache service under `key`.
struct SaveCache {
  std::string directory;
  std::string key;
};

/// Puts what `directory` holds for a mount into the cache mount `carrier_id` of the builder.
struct InjectMount {
  CacheMount mount;  ///< as the Dockerfile declares it
  std::string carrier_id;
  std::string directory;
};

/// Takes the content of the cache mount `carrier_id` of the builder to `directory`.
struct ExtractMount {
  CacheMount mount;
  std::string carrier_id;
  std::string directory;
};

using Action = std::variant<RunJob, ApplyEdit, BumpVersion, Expect, RunBuild, RestoreCache,
                            SaveCache, InjectMount, ExtractMount>;

// What a script is resumed with.

/// The action is done and has nothing to tell.
struct Done {};

/// After ApplyEdit: the new marker.
struct Edited {
  std::string marker;
};

/// After BumpVersion: the new version, e.g. "v2".
struct Bumped {
  std::string version;
};

/// After RestoreCache.
struct Restored {
  bool hit = false;
  bool exact = false;  ///< the primary key itself was found
  std::string matched_key;
  Bytes bytes = 0;  ///< of the archive as it crossed the network
};

/// After SaveCache.
struct Saved {
  bool stored = false;  ///< false: the key exists already
  Bytes bytes = 0;
};

/// After InjectMount and ExtractMount.
struct Carried {
  Bytes bytes = 0;  ///< content of regular files
  std::uint64_t files = 0;
};

/// One verdict as a scenario sees it.
struct VerdictReply {
  std::string outcome;  ///< "pass", "fail", "inconclusive"
  std::string evidence;
};

/// After RunJob.
struct JobReply {
  std::string name;
  double seconds = 0;
  int steps_total = 0, steps_cached = 0, steps_executed = 0;
  bool valid = true;
  std::string invalid_reason;
  bool failed = false;  ///< the build failed, as the job was allowed to
  std::string error;    ///< why
  std::map<std::string, VerdictReply> verdicts;
  /// Whether the built artifact contains `text`.
  std::function<bool(const std::string& text)> artifact_contains;
  /// Whether the build's steps printed `text`.
  std::function<bool(const std::string& text)> output_contains;
};

using Reply = std::variant<Done, Edited, Bumped, Restored, Saved, Carried, JobReply>;

}  // namespace bxbench::suite
