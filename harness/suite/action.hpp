// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/build_flags.hpp>
#include <harness/suite/fault.hpp>
#include <harness/suite/param.hpp>
#include <harness/suite/workload.hpp>
#include <harness/support/units.hpp>

#include <chrono>
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

constexpr const char* default_branch = "refs/heads/main";

/// The runtime token that a job is given for the Actions cache service.
enum class TokenKind {
  valid,
  unset,      ///< none, as in a step that does not export it
  expired,    ///< its time is over
  forged,     ///< not signed by the service
  read_only,  ///< as a pull request from a fork gets it
};

/// Runs one job: the strategy's steps on a runner.
struct RunJob {
  std::string name;
  bool measure = false;
  Claim claim = Claim::none;
  std::string runner;     ///< name of a persistent runner; empty: a fresh, ephemeral one
  bool mismatch = false;  ///< the strategy looks up another identifier than the one saved under
  std::string ref = default_branch;  ///< branch, tag or pull request; decides the cache scopes
  std::string base;                  ///< of a pull request: the branch that it is to be merged into
  TokenKind token = TokenKind::valid;
  ParamValues settings;    ///< of the strategy's parameters, for this job alone
  std::string dockerfile;  ///< of the context, instead of the form's; empty: the form's
  std::map<std::string, std::string> build_args;
  /// Image to another image of the workload's bases, which stands in for it in this job.
  std::map<std::string, std::string> bases{};
  bool no_cache = false;  ///< `--no-cache`
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

/// From now on the Actions cache service spoils answers.
struct SetFault {
  Fault fault;
};

/// It spoils none any more.
struct ClearFaults {};

/// The Actions cache service's clock goes forward; entries age.
struct AdvanceClock {
  std::chrono::seconds by{};
};

/// Changes what the Actions cache service takes; what has no value stays.
struct LimitCache {
  std::optional<Bytes> quota;
  std::optional<bool> read_only;
};

/// Evicts entries from the Actions cache service.
struct EvictEntries {
  std::string key;            ///< what their keys begin with; empty: all
  std::string scope;          ///< empty: all
  bool payload_only = false;  ///< the entry is still found, its data is gone
};

/// Asks for the entries of the Actions cache service.
struct ListEntries {
  std::string key;  ///< what their keys begin with; empty: all
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

/// Reads the cache mounts that a Dockerfile of the context declares.
struct ReadMounts {
  std::string dockerfile;
};

/// Pushes the content of `directory` to the registry, as an image of one layer and nothing else.
struct PushDirectory {
  std::string directory;
  std::string ref;
};

/// Pulls such an image and unpacks it to `directory`; no image of that name is a miss.
struct PullDirectory {
  std::string directory;
  std::string ref;
};

using Action =
    std::variant<RunJob, ApplyEdit, BumpVersion, Expect, SetFault, ClearFaults, AdvanceClock,
                 LimitCache, EvictEntries, ListEntries, RunBuild, RestoreCache, SaveCache,
                 InjectMount, ExtractMount, PushDirectory, PullDirectory, ReadMounts>;

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
  Bytes bytes = 0;      ///< of the archive as it crossed the network
  std::string error{};  ///< why the service could not answer; it counts as a miss, with a warning
};

/// After SaveCache.
struct Saved {
  bool stored = false;  ///< false: the key exists already
  Bytes bytes = 0;
  std::string error{};  ///< why the service did not take it; a warning to the job
};

/// After ReadMounts.
struct MountList {
  std::vector<CacheMount> mounts;
};

/// After PushDirectory and PullDirectory.
struct Shipped {
  bool found = false;  ///< pull: there was such an image; push: always
};

/// After InjectMount and ExtractMount.
struct Carried {
  Bytes bytes = 0;  ///< content of regular files
  std::uint64_t files = 0;
};

/// After EvictEntries.
struct Evicted {
  std::uint64_t count = 0;
};

/// One entry of the Actions cache service.
struct CacheEntry {
  std::string scope, key, version;
  Bytes bytes = 0;
  double age = 0, unused = 0;  ///< seconds since it was saved, and used
  bool payload = true;
};

/// After ListEntries, oldest first.
struct EntryList {
  std::vector<CacheEntry> entries;
};

/// What a job did with the Actions cache service.
struct CacheTraffic {
  std::uint64_t requests = 0, hits = 0, misses = 0, conflicts = 0, retries = 0, failures = 0,
                evictions = 0;
  Bytes received = 0, sent = 0;  ///< by the service
};

/// One verdict as a scenario sees it.
struct VerdictReply {
  std::string outcome;  ///< "pass", "fail", "inconclusive"
  std::string evidence;
};

/// Why a step was made again.
struct MissReply {
  std::string kind, subject, text;
};

/// One step of a job's build.
struct StepReply {
  std::string name;
  bool cached = false;
  double seconds = 0;
  std::optional<MissReply> miss;
};

/// After RunJob.
struct JobReply {
  std::string name;
  double seconds = 0;
  int steps_total = 0, steps_cached = 0, steps_executed = 0;
  std::vector<StepReply> steps;
  std::optional<MissReply> miss;  ///< the one with which the misses began
  bool valid = true;
  std::string invalid_reason;
  bool failed = false;               ///< the build failed, as the job was allowed to
  std::string error;                 ///< why
  std::optional<Restored> restored;  ///< of its last restore step; none: there was no such step
  std::optional<Saved> saved;        ///< of its last save step
  std::map<std::string, std::optional<Bytes>> mounts;  ///< by id, before the build
  std::vector<std::string> import_errors;              ///< of each --cache-from that failed
  CacheTraffic cache_traffic;
  std::map<std::string, VerdictReply> verdicts;
  /// Whether the built artifact contains `text`.
  std::function<bool(const std::string& text)> artifact_contains;
  /// Whether the build's steps printed `text`.
  std::function<bool(const std::string& text)> output_contains;
  std::uint64_t downloads = 0;  ///< lines by which package managers say that they download
};

using Reply = std::variant<Done, Edited, Bumped, Evicted, EntryList, Restored, Saved, MountList,
                           Shipped, Carried, JobReply>;

}  // namespace bxbench::suite
