// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/diagnosis/facts.hpp>
#include <harness/diagnosis/rules/words.hpp>

namespace bxbench::diagnosis {

struct Profile;

/// What a trouble of one kind was met by: one finding per job, with every line that says so.
Findings judge_trouble(const Facts& facts, Trouble trouble, double weight);

/// Restores and saves that failed for a reason that no other rule knows.
Findings judge_cache_steps(const Facts& facts, const Profile& profile);

}  // namespace bxbench::diagnosis
