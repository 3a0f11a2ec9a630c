// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cli/choose.hpp>
#include <harness/cli/run_options.hpp>
#include <harness/journal/journal.hpp>
#include <harness/support/error.hpp>

#include <filesystem>

namespace bxbench::cli {

/// Runs the plan with everything wired together: event loop, signals, processes, scratch
/// directory, journal in `folder`. `earlier`: what a run that goes on has in its journal; null: a
/// new run. Errc::interrupted after Ctrl-C or SIGTERM; what had finished is in the journal then.
Result<void> run_engine(const RunOptions& options, const Choice& choice,
                        const std::filesystem::path& folder, const journal::ResultSet* earlier);

}  // namespace bxbench::cli
