// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/cells.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bxbench::analysis {

// Many runs as series over time, one of each cell. Seconds are compared only between runs of equal
// environments, ratios to a run's own baseline between all runs with that baseline.

struct HistoryRun {
  std::string id, started;  ///< UTC, ISO 8601
  std::string folder;       ///< name of the run's folder
  std::string baseline;     ///< strategy that ratios refer to
  /// What seconds depend on: names and values, e.g. "docker" and "28.5.1".
  std::vector<std::pair<std::string, std::string>> environment;
  /// Runs with the same number have equal environments; set by `build_history`.
  std::size_t environment_number = 0;
};

/// A cell in one run.
struct HistoryPoint {
  std::size_t run = 0;                      ///< index in History::runs
  double seconds = 0;                       ///< median of the whole job, of valid samples
  std::optional<stats::Interval> interval;  ///< stats::best_interval of it
  int valid = 0;                            ///< samples
  std::optional<double> ratio;              ///< to the run's baseline; none of the baseline itself
  std::optional<stats::Interval> ratio_interval;
};

/// Medians of the runs before and after a change.
using BeforeAfter = std::pair<double, double>;

struct HistoryChange {
  std::size_t run = 0;  ///< the first one after it
  double p = 1;
  double factor = 1;  ///< after over before, of ratios where there are any, else of seconds
  /// Of runs in the environment of `run`; none where no such run is before the change.
  std::optional<BeforeAfter> seconds;
  std::optional<BeforeAfter> ratio;  ///< none: the change was found in seconds
};

struct HistorySeries {
  measure::CellKey key;
  std::vector<HistoryPoint> points;  ///< in the order of runs; none where a run has no valid sample
  std::vector<HistoryChange> changes;
  bool one_environment = true;  ///< its seconds are comparable throughout
};

/// Between one run and the next.
struct EnvironmentChange {
  std::size_t run = 0;            ///< the first one after it
  std::vector<std::string> what;  ///< "docker 27.3.1 → 28.5.1"
};

struct History {
  std::vector<HistoryRun> runs;       ///< in the order of their start
  std::vector<HistorySeries> series;  ///< as the latest run orders its cells
  std::vector<EnvironmentChange> environment_changes;
  std::size_t environments = 0;       ///< how many different ones
  std::vector<std::string> warnings;  ///< which runs are left out, and why
};

/// What a history keeps of a run.
struct RunFigures {
  HistoryRun run;
  std::vector<std::pair<measure::CellKey, HistoryPoint>> cells;
};

/// Cells without a valid sample have no figures.
RunFigures figures_of(HistoryRun run, const std::vector<Cell>& cells);

/// Orders the runs, makes the series and looks for changes (stats/change_points.hpp).
History build_history(std::vector<RunFigures> runs);

/// The points of a series that stand for its course: those with a ratio to the baseline of the
/// latest one that has any; all of a series without ratios.
std::vector<const HistoryPoint*> course_of(const History& history, const HistorySeries& series);

/// That course in figures that can all be compared: ratios; of a series without any, seconds over
/// the median of those in the same environment.
std::vector<double> comparable_values(const History& history, const HistorySeries& series);

}  // namespace bxbench::analysis
