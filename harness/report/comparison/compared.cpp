// SPDX-License-Identifier: Apache-2.0
#include <harness/report/comparison/compared.hpp>
#include <harness/report/plan_order.hpp>
#include <harness/report/surroundings.hpp>

#include <algorithm>

namespace bxbench::report {

using analysis::Change;

namespace {

std::vector<BrokenTrials> all_broken(const Compared& compared) {
  auto all = broken_trials(compared.base, compared.now);
  if (compared.again == nullptr) return all;
  for (auto& one : broken_trials(compared.base, *compared.again)) {
    const bool known = std::any_of(all.begin(), all.end(),
                                   [&](const auto& other) { return other.key == one.key; });
    if (!known) all.push_back(std::move(one));
  }
  return all;
}

}  // namespace

std::vector<BrokenTrials> broken_trials(const Compared& compared) {
  auto all = all_broken(compared);
  const PlanPlaces place(compared.now.run.order);
  std::stable_sort(all.begin(), all.end(), [&](const auto& one, const auto& other) {
    return place(one.key) < place(other.key);
  });
  return all;
}

Gate gate_of(const analysis::CellChange& change, const Compared& compared) {
  if (change.change == Change::broken) return Gate::fails;
  if (!change.regression) return Gate::passes;
  const bool tolerated =
      analysis::tolerance_of(change, compared.tolerances, compared.today) != nullptr;
  return tolerated ? Gate::tolerated : Gate::fails;
}

bool gate_fails(const Compared& compared) {
  const auto& cells = compared.comparison.cells;
  if (!broken_trials(compared).empty()) return true;
  return std::any_of(cells.begin(), cells.end(),
                     [&](const auto& change) { return gate_of(change, compared) == Gate::fails; });
}

std::vector<measure::CellKey> not_reached(const Compared& compared) {
  std::vector<measure::CellKey> missing;
  if (is_complete(compared.now)) return missing;
  const PlanPlaces plan(compared.now.run.order);
  for (const auto& key : compared.comparison.only_base)
    if (plan.names(key)) missing.push_back(key);
  return missing;
}

const char* outcome_word(const analysis::CellChange& change, const Compared& compared) {
  if (gate_of(change, compared) == Gate::tolerated) return "tolerated";
  if (change.is_reference && change.change == Change::unclear) return "baseline";
  switch (change.change) {
    case Change::same:
      return "same";
    case Change::faster:
      return "faster";
    case Change::slower:
      return "slower";
    case Change::broken:
      return "broken";
    case Change::mended:
      return "mended";
    case Change::unclear:
      break;
  }
  return "unclear";
}

}  // namespace bxbench::report
