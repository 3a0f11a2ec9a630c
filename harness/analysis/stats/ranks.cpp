// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/stats/ranks.hpp>

#include <algorithm>
#include <numeric>

namespace bxbench::analysis::stats {

std::vector<int> doubled_midranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return values[a] < values[b]; });
  std::vector<int> ranks(values.size());
  for (std::size_t first = 0, last = 0; first < order.size(); first = last) {
    while (last < order.size() && values[order[last]] == values[order[first]])
      ++last;
    for (std::size_t i = first; i < last; ++i)  // ranks first+1 … last
      ranks[order[i]] = static_cast<int>(first + 1 + last);
  }
  return ranks;
}

}  // namespace bxbench::analysis::stats
