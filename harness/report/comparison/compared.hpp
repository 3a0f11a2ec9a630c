// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/comparison.hpp>
#include <harness/analysis/tolerance.hpp>
#include <harness/journal/journal.hpp>
#include <harness/report/comparison/broken_trials.hpp>

#include <string>
#include <vector>

namespace bxbench::report {

/// Everything that a report on two runs is a function of.
struct Compared {
  const journal::ResultSet& base;
  const journal::ResultSet& now;
  const analysis::Comparison& comparison;
  analysis::CompareOptions options;
  std::vector<analysis::Tolerance> tolerances;
  std::string today;  ///< "2026-11-21", for what tolerances are over
  /// The run that measured the suspects again; their cells in `comparison` are of it. Null: none.
  const journal::ResultSet* again = nullptr;
};

/// broken_trials of the new run, and of the one that measured again, in the order of its plan.
std::vector<BrokenTrials> broken_trials(const Compared& compared);

/// What a gate decides about a cell.
enum class Gate { passes, tolerated, fails };

/// Cells that are slower by more than the limit fail unless they are tolerated; broken ones always
/// do.
Gate gate_of(const analysis::CellChange& change, const Compared& compared);

/// Whether any cell fails, or trials do that did not (broken_trials.hpp).
bool gate_fails(const Compared& compared);

/// Cells of the base that the new run planned and did not come to before it was interrupted,
/// stopped or killed. As long as there are any, a gate that does not fail has not passed.
std::vector<measure::CellKey> not_reached(const Compared& compared);

/// "slower", "same", … and "tolerated" for a regression that is.
const char* outcome_word(const analysis::CellChange& change, const Compared& compared);

}  // namespace bxbench::report
