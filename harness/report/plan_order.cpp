// SPDX-License-Identifier: Apache-2.0
#include <harness/report/plan_order.hpp>

#include <algorithm>

namespace bxbench::report {

PlanPlaces::PlanPlaces(const std::vector<measure::CellKey>& order) {
  for (auto key : order) {
    key.job.clear();
    places_.try_emplace(std::move(key), places_.size());
  }
}

std::size_t PlanPlaces::operator()(measure::CellKey key) const {
  key.job.clear();
  const auto found = places_.find(key);
  return found == places_.end() ? places_.size() : found->second;
}

bool PlanPlaces::names(measure::CellKey key) const {
  return (*this)(std::move(key)) < places_.size();
}

void sort_as_planned(std::vector<analysis::Cell>& cells,
                     const std::vector<measure::CellKey>& order) {
  const PlanPlaces place(order);
  std::stable_sort(cells.begin(), cells.end(), [&](const auto& one, const auto& other) {
    return place(one.key) < place(other.key);
  });
}

std::vector<analysis::Cell> planned_cells(const journal::ResultSet& results) {
  auto cells = analysis::build_cells(journal::samples_of(results), results.run.baseline);
  sort_as_planned(cells, results.run.order);
  return cells;
}

}  // namespace bxbench::report
