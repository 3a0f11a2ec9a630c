// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/stats/change_points.hpp>
#include <harness/analysis/stats/ranks.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace bxbench::analysis::stats {

std::optional<ChangePoint> likeliest_change(const std::vector<double>& series) {
  const auto count = series.size();
  if (count < 2 * shortest_segment) return std::nullopt;
  const auto doubled_ranks = doubled_midranks(series);
  std::int64_t u = 0, most = -1;
  ChangePoint change;
  for (std::size_t t = 1; t + shortest_segment <= count; ++t) {
    u += doubled_ranks[t - 1] - static_cast<std::int64_t>(count + 1);
    if (t < shortest_segment || std::abs(u) <= most) continue;
    most = std::abs(u);
    change.index = t;
  }
  const auto k = static_cast<double>(most), length = static_cast<double>(count);
  change.p = std::min(1.0, 2 * std::exp(-6 * k * k / (length * length * (length + 1))));
  return change;
}

std::vector<ChangePoint> change_points(const std::vector<double>& series) {
  std::vector<ChangePoint> changes;
  std::vector<std::pair<std::size_t, std::size_t>> segments{{0, series.size()}};
  while (!segments.empty()) {
    const auto [begin, end] = segments.back();
    segments.pop_back();
    const auto at = [&](std::size_t index) {
      return series.begin() + static_cast<std::ptrdiff_t>(index);
    };
    auto change = likeliest_change({at(begin), at(end)});
    if (!change || change->p > change_significance) continue;
    change->index += begin;
    changes.push_back(*change);
    segments.emplace_back(begin, change->index);
    segments.emplace_back(change->index, end);
  }
  std::sort(changes.begin(), changes.end(),
            [](const auto& one, const auto& other) { return one.index < other.index; });
  return changes;
}

}  // namespace bxbench::analysis::stats
