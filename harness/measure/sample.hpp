// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/process/usage.hpp>
#include <harness/suite/action.hpp>
#include <harness/suite/strategy.hpp>
#include <harness/support/units.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bxbench::measure {

/// Which cell of the result a sample belongs to.
struct CellKey {
  std::string workload, strategy, scenario, job;
  auto operator<=>(const CellKey&) const = default;
};

/// Seconds of each phase of a job. No value: the phase did not occur. `other` is what no phase
/// covers: the client's start, loading the Dockerfile and the context, the time between phases.
/// With it they add up to the job's seconds.
struct Phases {
  std::optional<double> restore, inject, import, pull, solve, export_image, export_cache, extract,
      save, other;
};

/// Build steps (RUN, COPY, ADD, WORKDIR), internal vertices and base images not counted. Steps that
/// BuildKit never came to are in `total` alone: their result was not needed, or the build failed.
struct Steps {
  int total = 0, cached = 0, executed = 0;
};

/// Why a step that an earlier build of the trial had made was made again.
struct Miss {
  std::string kind;     ///< one of the words in miss/kinds.hpp
  std::string subject;  ///< what it is about: a build argument, a file, a step, a ref; may be empty
  std::string text;     ///< a sentence with the evidence
};

struct StepRecord {
  std::string name;
  bool cached = false;
  double seconds = 0;
  std::string digest{};        ///< of the vertex
  std::optional<Miss> miss{};  ///< none: cached, never come to, or no earlier build to compare with
};

/// One vertex of the chain that a build waited for.
struct CriticalStep {
  std::string name;
  std::string phase;   ///< that its time belongs to, "other" for none
  double seconds = 0;  ///< that it added to the build's time
};

/// One vertex of a build on the build's own clock.
struct TimelineVertex {
  std::string name;
  std::string phase;   ///< as in CriticalStep
  double started = 0;  ///< seconds after the first vertex began
  double seconds = 0;  ///< to its end; 0 for a cached step that nothing was fetched for
  bool cached = false;
};

/// The state of one declared cache mount when the build began.
struct MountEvidence {
  std::string id, target;
  std::string carrier_id;              ///< what the strategy injected it as; empty: nothing was
  std::optional<Bytes> bytes_before;   ///< regular files inside; no value: not looked at
  std::optional<Bytes> bytes_after{};  ///< the same when the build was over
};

struct RestoreEvidence {
  std::string key;
  bool hit = false, exact = false;
  std::string matched_key;
  Bytes bytes = 0;
  std::string error{};  ///< why the service could not answer; the job went on as after a miss
};

struct SaveEvidence {
  std::string key;
  bool stored = false;
  Bytes bytes = 0;
  std::string error{};  ///< why the service did not take it; the job went on
};

/// Bytes that crossed one service during the job, seen from the service.
struct Traffic {
  std::uint64_t requests = 0;
  Bytes received = 0, sent = 0;  ///< by the service; of a registry, received is what it stores
};

/// What the build used of the machine. No value: it could not be found out.
struct Resources {
  std::optional<process::Usage> client;  ///< docker and buildx; the larger one's peak of memory
  /// The builder's daemons and the steps that they ran; peaks of the daemons alone, added up.
  std::optional<process::Usage> daemon;
};

/// How one `--cache-from` ended.
struct ImportEvidence {
  std::string name;  ///< the vertex, e.g. "importing cache manifest from gha:123"
  bool succeeded = false;
  std::string error;
};

/// Hits of a tool's own cache, as the tool reported them.
struct ToolCache {
  std::uint64_t hits = 0, calls = 0;
};

/// What a job left behind that tells whether its cache was really used.
struct Evidence {
  std::string build_error;  ///< why the build failed; empty: it did not
  Steps steps;
  std::vector<StepRecord> step_list;
  std::vector<CriticalStep> critical_path;  ///< in the order of time
  std::vector<TimelineVertex> timeline;     ///< by start
  std::vector<ImportEvidence> imports;
  std::vector<MountEvidence> mounts;
  std::optional<RestoreEvidence> restore;
  std::optional<SaveEvidence> save;
  /// Names under which earlier jobs of the trial saved, and names that this job looked up. Only
  /// names of the current cache version count as saved: after a version bump the first job looks up
  /// what nobody can have saved, and that is no mistake.
  std::vector<suite::Identifier> saved_under, looked_up;
  std::optional<suite::CacheTraffic>
      cache_traffic;  ///< with the Actions cache service; none: no use of it
  std::map<std::string, suite::CacheTraffic> cache_keys;  ///< the same by key
  std::map<std::string, Traffic>
      traffic;  ///< by service: "actions-cache", "registry", "bases", "fixtures"
  Resources resources;
  std::uint64_t downloads = 0;          ///< lines by which package managers say that they download
  std::optional<ToolCache> tool_cache;  ///< none: no tool reported one
  std::string expected_marker;
  std::optional<bool> artifact_fresh;  ///< the artifact contains the marker; no value: not read
};

/// Outcome of one named rule.
struct Verdict {
  enum class Outcome { pass, fail, inconclusive };
  std::string rule;
  Outcome outcome = Outcome::inconclusive;
  std::string evidence;   ///< numbers and names that decided it
  std::string finding;    ///< symptom, cause and fix in a sentence or two; empty on pass
  bool expected = false;  ///< the scenario is made to trip this rule
};

/// One expectation of a scenario that did not hold.
struct FailedExpectation {
  std::string message, where;
};

/// What one measured job of one trial yielded.
struct Sample {
  std::string trial;  ///< id of the trial
  CellKey cell;
  int repetition = 1;
  suite::Claim claim = suite::Claim::none;
  suite::Carries carries = suite::Carries::nothing;
  bool valid = false;
  std::string invalid_reason;
  double job_seconds = 0;    ///< restore + inject + build + extract + save
  double build_seconds = 0;  ///< wall clock around `docker buildx build`
  Phases phases;
  Evidence evidence;
  std::vector<Verdict> verdicts;
};

}  // namespace bxbench::measure
