// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/journal/record.hpp>
#include <harness/plan/matrix.hpp>

#include <array>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace bxbench::execution {

/// When there are enough samples.
struct Stopping {
  /// Half-width of the 95 % interval of the median, as a share of the median, that is small enough;
  /// no value: as many repetitions as the plan says.
  std::optional<double> precision{};
  int max_runs = 30;  ///< repetitions of a cell at most, whatever its precision
};

/// Which trial is next: the plan's blocks, then, where a precision is asked for, further blocks of
/// the cells that have not reached it. A baseline goes on as long as a cell that refers to it does,
/// because ratios are paired by repetition. Pure: it sees what is finished and starts nothing.
class Schedule {
 public:
  Schedule(const plan::Plan& plan, Stopping stopping, std::string baseline);

  /// A trial that is finished, now or, in a run that goes on, earlier. One that the environment
  /// kept from finishing does not count.
  void finished(const journal::TrialFinished& trial);
  /// No value: nothing is left to do.
  std::optional<plan::Trial> next();
  /// Trials that are finished or certain to come.
  std::size_t known() const;
  std::size_t finished_count() const { return finished_.size(); }

 private:
  using CellName = std::array<std::string, 3>;  ///< workload, strategy, scenario
  static CellName cell_of(const plan::Trial& trial);
  std::vector<plan::Trial> next_block();
  bool wants_more(const CellName& cell) const;
  bool is_precise(const CellName& cell) const;

  const plan::Plan& plan_;
  Stopping stopping_;
  std::string baseline_;
  std::set<std::string> finished_;  ///< ids
  /// Of the trials of a cell.
  struct Cell {
    /// Seconds of the valid samples by measured job, each with its repetition.
    std::map<std::string, std::vector<std::pair<int, double>>> jobs;
    int fruitless =
        0;  ///< trials that measured something, or should have, and have no valid sample
  };
  std::map<CellName, Cell> cells_;
  std::size_t workload_ = 0;  ///< index of the current one
  int repetition_ = 0;        ///< of the current block
  std::deque<plan::Trial> block_;
};

}  // namespace bxbench::execution
