// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cli/run_options.hpp>
#include <harness/journal/journal.hpp>

namespace bxbench::cli {

/// The exit code that a run's results call for: 3 when the machine failed a trial, 4 when a build
/// failed, 2 when a script asked for what cannot be, 1 when a sample, verdict or expectation failed
/// that `fail_on` names, else 0.
int exit_code_of(const journal::ResultSet& results, FailOn fail_on);

}  // namespace bxbench::cli
