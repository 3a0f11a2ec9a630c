// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/cells.hpp>

#include <optional>
#include <string>
#include <vector>

namespace bxbench::analysis {

/// One strategy over all rows that a recommendation rests on.
struct Rating {
  std::string strategy;
  /// Geometric mean of its job times over the rows, as a ratio to the baseline's. Estimated block
  /// by block: in each repetition that is valid everywhere the logarithms of the rows' ratios are
  /// averaged; `stats::paired_shift` of these averages gives value, interval and test.
  std::optional<stats::Ratio> ratio;
  std::optional<stats::Shift> cold_cost;  ///< of `cold-build` against the baseline, seconds
  std::string unfit;                      ///< why it is not rated: e.g. "no valid sample of …"
};

/// Which strategy pays off for one workload.
struct Recommendation {
  std::string workload;
  /// Scenario and measured job (`strategy` empty) whose samples claim a warm cache, planned for
  /// every strategy: what builds are like once a cache is there. All count the same. Rows in which
  /// nothing changed since the cache was saved are not among them, unless there are no others: they
  /// are the exception in practice, and any layer cache wins them.
  std::vector<measure::CellKey> rows;
  /// Those rows: some strategy found every step cached.
  std::vector<measure::CellKey> unchanged;
  std::vector<Rating> ratings;  ///< best first, the unfit last, without the baseline
  /// The first rating whose interval lies below 1 and whose test agrees; empty: no strategy is
  /// faster than the baseline as far as these samples tell.
  std::string strategy;
  /// Whether samples sufficed for any interval at all.
  bool tested = false;
  /// The best over `unchanged`; none when no strategy is faster than the baseline there.
  std::optional<Rating> unchanged_best;
  /// Others that are faster than the baseline too and not slower than the chosen one as far as
  /// these samples tell.
  std::vector<std::string> as_good;
};

/// One for each workload that has a baseline, another strategy and such rows. `planned` has what
/// was to be run (`job` empty): a strategy that broke off everywhere has no cell in a row and is
/// unfit.
std::vector<Recommendation> recommend(const std::vector<Cell>& cells, const std::string& baseline,
                                      const std::vector<measure::CellKey>& planned);

}  // namespace bxbench::analysis
