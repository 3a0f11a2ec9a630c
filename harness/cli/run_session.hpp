// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cli/run_options.hpp>
#include <harness/support/error.hpp>

namespace bxbench::cli {

/// `bxbench run`: load, plan, execute, report. Returns the exit code.
Result<int> run_session(const RunOptions& options);

/// Runs what `options` choose into a new folder, writes its result files and prints no report.
/// Returns the folder.
Result<std::filesystem::path> measure_only(const RunOptions& options);

}  // namespace bxbench::cli
