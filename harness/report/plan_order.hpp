// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/cells.hpp>
#include <harness/journal/journal.hpp>

#include <map>
#include <vector>

namespace bxbench::report {

/// Where cells stand in a plan, whatever their job; what it does not name comes last.
class PlanPlaces {
 public:
  explicit PlanPlaces(const std::vector<measure::CellKey>& order);
  std::size_t operator()(measure::CellKey key) const;
  bool names(measure::CellKey key) const;

 private:
  std::map<measure::CellKey, std::size_t> places_;
};

/// Puts cells into the order of a plan; their jobs stay as they were first measured.
void sort_as_planned(std::vector<analysis::Cell>& cells,
                     const std::vector<measure::CellKey>& order);

/// The cells of a run, in the order of its plan, not in that in which they were drawn.
std::vector<analysis::Cell> planned_cells(const journal::ResultSet& results);

}  // namespace bxbench::report
