// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cli/run_options.hpp>
#include <harness/journal/journal.hpp>

namespace bxbench::cli {

/// What a run was asked for, as its journal keeps it.
journal::Request request_of(const RunOptions& options);

/// The options of a run that goes on: those of its journal, with what only concerns this part of
/// it (time limit, output on the terminal) as given now.
RunOptions resumed_options(const RunOptions& given, const journal::RunStarted& run);

/// Nothing that decides what is measured may have changed since the run began. The error names
/// everything that did.
Result<void> check_same_inputs(const journal::RunStarted& then, const journal::RunStarted& now);
Result<void> check_same_environment(const journal::RunStarted& then,
                                    const journal::RunStarted& now);

}  // namespace bxbench::cli
