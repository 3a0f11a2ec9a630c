// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/measure/miss/own_cause.hpp>

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace bxbench::measure {

/// "scope a" and "ref r" of values of --cache-from or --cache-to, as buildx reads them; caches of
/// other types have no name of their own.
std::set<std::string> cache_places(const std::vector<std::string>& flags);

/// Why no step at all could come from a cache: --no-cache, nothing exported, nothing imported, an
/// import that failed. Nothing: some cache was there. On a persistent runner the builder itself is.
std::optional<Miss> no_cache_at_all(const BuildRecord& before, const BuildRecord& now);

/// Why the result of one step was in none of the caches that were there, though nothing of it
/// changed: saved under another name or by another branch, evicted, never exported. `unknown` with
/// what is known, when the evidence does not decide.
Miss not_in_cache(const ReadBuild& before, const ReadBuild& now, const BuiltStep& step,
                  std::optional<Place> place);

}  // namespace bxbench::measure
