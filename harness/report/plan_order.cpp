// SPDX-License-Identifier: Apache-2.0
#include <harness/report/plan_order.hpp>

#include <algorithm>
#include <map>

namespace bxbench::report {

std::vector<const analysis::Cell*> in_plan_order(const std::vector<analysis::Cell>& cells,
                                                 const std::vector<measure::CellKey>& order) {
  const auto planned = [](measure::CellKey key) {
    key.job.clear();
    return key;
  };
  std::map<measure::CellKey, std::size_t> places;
  for (const auto& key : order)
    places.try_emplace(planned(key), places.size());
  std::vector<std::pair<std::size_t, const analysis::Cell*>> sorted;
  for (const auto& cell : cells) {
    const auto place = places.find(planned(cell.key));
    sorted.emplace_back(place == places.end() ? places.size() : place->second, &cell);
  }
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<const analysis::Cell*> list;
  for (const auto& [place, cell] : sorted)
    list.push_back(cell);
  return list;
}

}  // namespace bxbench::report
