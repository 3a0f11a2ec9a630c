// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/measure/miss/build_record.hpp>

#include <optional>
#include <span>
#include <vector>

namespace bxbench::measure {

/// Why each step of a build was made again that an earlier build of the trial had made; in the
/// order of `now.steps`, nothing for steps that were not run. Nothing that is not in the records is
/// guessed: where they do not decide, the kind is `unknown`.
///
/// A step's own change comes first, then that of a step that it builds on, then what became of the
/// cache. When there was no cache at all, that is the reason of every step that builds on none.
///
/// `overwriter`: a build that exported to the same name after `before`; an export replaces what the
/// name held, so that what `before` exported is gone.
std::vector<std::optional<Miss>> explain_misses(const BuildRecord& before, const BuildRecord& now,
                                                const BuildRecord* overwriter = nullptr);

/// The earlier build whose cache this one could use: on a persistent runner the last one there,
/// else the last one that saved what this one looked up, else the last one. Of those that could be
/// used the ones of the same Dockerfile come first. Null: there was none.
const BuildRecord* build_before(std::span<const BuildRecord> earlier, const BuildRecord& now);

/// The last build after `before` that exported another Dockerfile under a name that `now` looked
/// up.
const BuildRecord* overwriter(std::span<const BuildRecord> earlier, const BuildRecord& before,
                              const BuildRecord& now);

/// Puts digests and reasons into the list of steps, and the list into the Dockerfile's order, which
/// that of the trace is not always the reverse of; steps without a place in it come last.
void add_misses(std::vector<StepRecord>& steps, std::span<const BuildRecord> earlier,
                const BuildRecord& now);

/// The miss with which the misses of a build began: the first of those that have a reason of their
/// own. Null: none has one.
const StepRecord* first_miss(const std::vector<StepRecord>& steps);

}  // namespace bxbench::measure
