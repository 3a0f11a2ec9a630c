// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/cells.hpp>

#include <optional>
#include <string>
#include <vector>

namespace bxbench::analysis {

/// What became of a cell from one run to the next.
enum class Change {
  same,     ///< the interval holds 1 and lies within the limit on both sides
  unclear,  ///< the samples do not tell
  faster,
  slower,
  broken,  ///< the new run has no valid sample of it, or a rule fails that did not
  mended,  ///< the other way round
};

/// A part of a job, as medians over valid samples; 0 where it did not occur.
struct PartChange {
  std::string name;
  double before = 0, after = 0;  ///< seconds
  std::string was{};             ///< a step's instruction in the base, where it was another one
};

/// A step that took from the cache before, and was made again now, in the samples with the median
/// job times.
struct LostStep {
  std::string name;
  std::string reason;  ///< a sentence; empty: nothing is known
};

/// One cell that both runs have.
struct CellChange {
  measure::CellKey key;
  const Cell* base = nullptr;
  const Cell* now = nullptr;
  /// New over base. Of job seconds, or with `relative` of their ratios to the baseline's; nothing
  /// when one side has no valid sample.
  std::optional<stats::Ratio> ratio;
  Change change = Change::unclear;
  bool is_reference = false;  ///< with `relative`: the baseline, of which only validity is judged
  /// Slower by more than the limit, and confirmed by interval and test: what a gate fails for.
  bool regression = false;
  /// Slower by more than the limit as it seems, confirmed or not: what is worth measuring again.
  bool suspect = false;
  std::vector<PartChange> phases;  ///< that make up the change, the largest first
  std::vector<PartChange> steps;   ///< the same of build steps
  std::vector<LostStep> lost;
  std::vector<std::string> new_failures;  ///< rules that fail now and did not
};

struct Comparison {
  std::vector<CellChange> cells;  ///< in the order of the new run's cells
  std::vector<measure::CellKey> only_base, only_new;
};

struct CompareOptions {
  double limit = 0.10;  ///< how much slower a cell may become: 0.1 is 10 %
  /// Compare ratios to each run's own baseline, block by block, not seconds: for runs on machines
  /// of different speed. The baseline's own cells have no ratio then.
  bool relative = false;
  std::string base_baseline = "none", new_baseline = "none";
};

/// Pairs the cells of two runs.
///
/// A change is real when its 95 % interval leaves 1 out and its test agrees at 5 % over all cells
/// of the comparison together (one-sided, with Holm's correction, Scandinavian Journal of
/// Statistics 6 (1979)), so that many cells do not make many alarms. Test and interval are Mann and
/// Whitney's; where so few samples cannot reach that level, Welch's on logarithms. The samples of
/// two runs share no blocks, so nothing cancels out but with `relative`.
Comparison compare_runs(const std::vector<Cell>& base, const std::vector<Cell>& now,
                        const CompareOptions& options);

}  // namespace bxbench::analysis
