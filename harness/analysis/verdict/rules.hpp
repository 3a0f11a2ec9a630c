// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/verdict/rule.hpp>

#include <optional>
#include <string>

namespace bxbench::analysis::verdict {

/// A decided verdict. The finding is dropped when the rule holds.
measure::Verdict decide(bool holds, std::string evidence, std::string finding);

// The functions behind the table of rules; one family per file. No value: not applicable.

/// A cache was looked up under a name that nobody saved under. Applies when names of both sorts are
/// known; `Evidence::saved_under` holds names of the current cache version only, so that the first
/// job after a version bump is not judged.
std::optional<measure::Verdict> judge_identifiers(const measure::Sample& sample);

/// An archive without content was restored. Applies when the restore hit.
std::optional<measure::Verdict> judge_restore(const measure::Sample& sample);

/// An archive with content was restored, but a declared mount was empty when the build began.
/// Applies when the restore brought something and mounts were looked into.
std::optional<measure::Verdict> judge_mounts(const measure::Sample& sample);

/// The cache that was carried did not reach the build. Applies to a job that claims a warm cache
/// and a strategy that carries one; a sample that fails here is invalid for the same reason.
std::optional<measure::Verdict> judge_cache_use(const measure::Sample& sample);

/// What was built shows older sources. Always applies.
std::optional<measure::Verdict> judge_artifact(const measure::Sample& sample);

}  // namespace bxbench::analysis::verdict
