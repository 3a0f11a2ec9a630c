// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/comparison.hpp>
#include <harness/support/error.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace bxbench::analysis {

/// A slowdown that is known and accepted for a while.
struct Tolerance {
  std::string cell;    ///< glob over "workload/strategy/scenario/job"; * stops at /
  double up_to = 0;    ///< how much slower: 0.2 is 20 %
  std::string until;   ///< last day, "2026-12-31"
  std::string reason;  ///< never empty
  std::size_t line = 0;
};

/// Reads a list of tolerances: one a line, `CELL +PERCENT% YEAR-MONTH-DAY reason in words`; empty
/// lines and lines from # are skipped. A pattern without a job is about all jobs. An error names
/// `file` and the line.
Result<std::vector<Tolerance>> parse_tolerances(std::string_view text, const std::string& file);

/// The tolerance that covers a regression on `today` ("2026-11-21"); null: none does. A cell that
/// is broken is never tolerated.
const Tolerance* tolerance_of(const CellChange& change, const std::vector<Tolerance>& all,
                              const std::string& today);

/// The most generous of those in force that are about a regression and do not go as far; null: none
/// is about it, or one covers it.
const Tolerance* exceeded_tolerance(const CellChange& change, const std::vector<Tolerance>& all,
                                    const std::string& today);

/// Whether its pattern names the cell.
bool is_about(const Tolerance& tolerance, const measure::CellKey& key);

/// Whether its last day is over.
bool is_expired(const Tolerance& tolerance, const std::string& today);

}  // namespace bxbench::analysis
