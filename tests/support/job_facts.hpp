// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/diagnosis/facts.hpp>
#include <harness/diagnosis/profile.hpp>

#include <string>
#include <vector>

namespace bxbench::test {

/// The first run of a job that carries mounts: misses, builds for 40 s, extracts 953 MB, saves
/// them.
diagnosis::Job first_fill();

/// Its second run: restores 312 MB, injects, builds for 3 s with full mounts, extracts, saves
/// nothing.
diagnosis::Job second_hit();

/// A run with a layer cache: imports and exports ref "r/app:cache", 3 of 4 steps are cached.
diagnosis::Job layers_hit();

/// The first failure of a rule; throws when it does not fail.
diagnosis::Finding found(const std::string& rule, const std::vector<diagnosis::Job>& jobs,
                         const diagnosis::Profile& profile = {});

/// "fail", "pass", "inconclusive", "-" where the rule does not apply.
std::string outcome(const std::string& rule, const std::vector<diagnosis::Job>& jobs,
                    const diagnosis::Profile& profile = {});

/// The rules that fail, the most likely cause first.
std::vector<std::string> failures(const std::vector<diagnosis::Job>& jobs);

}  // namespace bxbench::test
