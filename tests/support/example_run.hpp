// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/cells.hpp>
#include <harness/journal/journal.hpp>

#include <string>
#include <vector>

namespace bxbench::tests {

/// A run made up by hand, with figures that no analysis computed.
struct ExampleRun {
  journal::ResultSet results;
  std::vector<analysis::Cell> cells;

  /// The cell of workload `go`; a bug in the test when there is none.
  analysis::Cell& cell(const std::string& strategy, const std::string& scenario,
                       const std::string& job);
  /// Makes the first `count` samples of a cell invalid.
  void invalidate(analysis::Cell& cell, int count, const std::string& reason);
  /// Makes the first trial of a cell break off before it measured anything.
  void break_off(analysis::Cell& cell, const std::string& error);
  journal::TrialFinished& first_trial(const analysis::Cell& cell);
};

/// Workload `go`, strategies none, registry, gha, mount, scenarios cold, source-change,
/// version-bump (two measured jobs); everything went well. Intervals from 6 repetitions.
ExampleRun example_run(int repetitions);

/// The same with everything that can go wrong: an invalid cell, a failed trial, an expected and an
/// unexpected verdict, a failed expectation, a cell that was never reached, an interrupted run.
ExampleRun troubled_run(int repetitions);

}  // namespace bxbench::tests
