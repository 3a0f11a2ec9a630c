// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cli/run_options.hpp>
#include <harness/plan/matrix.hpp>
#include <harness/suite/suite.hpp>

namespace bxbench::cli {

/// What the command line asks for, with the definitions that it may come from.
struct Choice {
  suite::Suite suite;
  plan::Selection selection;
  plan::Plan plan;
};

/// Loads the built-in definitions and the user's files and makes the plan. A file or directory
/// that is named selects what it defines.
Result<Choice> choose(const RunOptions& options);

}  // namespace bxbench::cli
