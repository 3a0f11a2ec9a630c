// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/dockerfile/instruction.hpp>
#include <harness/measure/sample.hpp>
#include <harness/progress/trace.hpp>
#include <harness/workspace/context_files.hpp>

#include <map>
#include <string>
#include <vector>

namespace bxbench::measure {

/// A step of the trace. Digests of vertices are no identity: that of the build context and of an
/// OCI layout holds the session's id, so every step that builds on them has another digest in each
/// build of the same thing. Steps of two builds are matched by their place in the Dockerfile.
struct BuiltStep {
  std::string name, digest;
  bool cached = false, ran = false;
  bool data_lost = false;  ///< an index named its result, whose data could not be loaded
  /// Names of the steps that it builds on or copies from, through vertices that are no steps.
  std::vector<std::string> parents;
};

/// What a build was made of and what became of it: all that is compared to tell why a later build
/// of the trial had to run a step again. A plain value.
struct BuildRecord {
  std::string job, strategy;
  suite::Carries carries = suite::Carries::nothing;
  std::string runner;                      ///< a persistent one's name; empty: a fresh one
  std::string ref;                         ///< branch, tag or pull request
  std::vector<std::string> readable_refs;  ///< whose Actions cache entries it may read
  bool no_cache = false;                   ///< `--no-cache`
  std::string dockerfile;                  ///< its path in the build context, or from there
  std::vector<dockerfile::Instruction> instructions;
  std::map<std::string, std::string> build_args;
  workspace::ContextFiles context;           ///< below the build context, ignored ones included
  std::map<std::string, std::string> bases;  ///< image as FROM spells it to its manifest's digest
  std::vector<BuiltStep> steps;              ///< in the order of the trace
  std::vector<std::string> cache_from, cache_to;
  std::vector<suite::Identifier> looked_up, saved_under;  ///< saved_under: empty when nothing was
  std::vector<ImportEvidence> imports;
  std::string export_error, build_error;  ///< empty: none
  std::optional<RestoreEvidence> restore;
  /// Of the Actions cache service: keys that the job had to do with, and those of which an entry
  /// had been evicted when it began and none was left.
  std::vector<std::string> touched_keys, gone_keys;
};

/// Both were built on one persistent runner, whose builder keeps what it made.
bool same_builder(const BuildRecord& before, const BuildRecord& now);

/// The earlier build saved its layers under a name that the later one looked up. Ids of cache
/// mounts are no names of layers.
bool share_a_name(const BuildRecord& before, const BuildRecord& now);

/// The steps of a trace for a record.
std::vector<BuiltStep> built_steps(const progress::Trace& trace);

/// Base images by name with their digests, as the names of vertices tell them.
std::map<std::string, std::string> base_digests(const progress::Trace& trace);

/// Why a build that was told to export a cache did not; empty: it did, or was told nothing.
std::string export_error(const progress::Trace& trace, const std::vector<std::string>& cache_to);

}  // namespace bxbench::measure
