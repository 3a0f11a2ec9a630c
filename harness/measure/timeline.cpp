// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/phases.hpp>
#include <harness/measure/timeline.hpp>

#include <algorithm>
#include <limits>

namespace bxbench::measure {
namespace {

double first_start(const progress::Trace& trace) {
  double first = std::numeric_limits<double>::infinity();
  for (const auto& vertex : trace.vertices)
    for (const auto& interval : vertex.intervals)
      first = std::min(first, interval.started);
  return first;
}

}  // namespace

std::vector<TimelineVertex> timeline(const progress::Trace& trace) {
  const double origin = first_start(trace);
  std::vector<TimelineVertex> all;
  double latest = 0;
  for (const auto& vertex : trace.vertices) {
    if (vertex.intervals.empty() && !vertex.cached) continue;
    TimelineVertex shown{vertex.name, phase_name(vertex), latest, 0, vertex.cached};
    if (!vertex.intervals.empty()) {
      shown.started = vertex.intervals.front().started - origin;
      shown.seconds =
          std::max(0.0, vertex.intervals.back().completed - vertex.intervals.front().started);
      latest = shown.started;
    }
    all.push_back(std::move(shown));
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.started < b.started; });
  return all;
}

}  // namespace bxbench::measure
