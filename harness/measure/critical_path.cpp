// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/critical_path.hpp>
#include <harness/measure/phases.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>

namespace bxbench::measure {
namespace {

using progress::Interval;
using progress::Vertex;

/// One interval of a vertex.
struct Run {
  const Vertex* vertex = nullptr;
  Interval interval;
};

class Walk {
 public:
  explicit Walk(const progress::Trace& trace) : trace_(trace) {
    for (const auto& vertex : trace.vertices)
      by_digest_[vertex.digest] = &vertex;
  }

  /// The run that ended last.
  std::optional<Run> last() const {
    std::optional<Run> found;
    for (const auto& vertex : trace_.vertices)
      for (const auto& interval : vertex.intervals)
        keep_later(found, {&vertex, interval});
    return found;
  }

  /// What `run` waited for. Each step goes back in time, so that a walk ends.
  std::optional<Run> before(const Run& run) const {
    std::optional<Run> found;
    std::set<const Vertex*> seen{run.vertex};
    // A cached step is fetched when it is asked for, however long ago its inputs were.
    if (!run.vertex->cached) look_through_inputs(*run.vertex, run.interval.started, seen, found);
    if (found) return found;
    for (const auto& vertex : trace_.vertices)
      for (const auto& interval : vertex.intervals)
        if (interval.started < run.interval.started && interval.completed <= run.interval.started)
          keep_later(found, {&vertex, interval});
    return found;
  }

 private:
  static void keep_later(std::optional<Run>& best, const Run& other) {
    if (!best || other.interval.completed > best->interval.completed) best = other;
  }

  void look_through_inputs(const Vertex& vertex, double started, std::set<const Vertex*>& seen,
                           std::optional<Run>& found) const {
    for (const auto& digest : vertex.inputs) {
      const auto input = by_digest_.find(digest);
      if (input == by_digest_.end() || !seen.insert(input->second).second) continue;
      bool ran = false;
      for (const auto& interval : input->second->intervals) {
        if (interval.started >= started || interval.completed <= interval.started) continue;
        keep_later(found, {input->second, interval});
        ran = true;
      }
      if (!ran) look_through_inputs(*input->second, started, seen, found);
    }
  }

  const progress::Trace& trace_;
  std::map<std::string_view, const Vertex*> by_digest_;
};

}  // namespace

std::vector<CriticalStep> critical_path(const progress::Trace& trace) {
  const Walk walk(trace);
  std::vector<CriticalStep> path;
  auto run = walk.last();
  double until = run ? run->interval.completed : 0;
  while (run) {
    const double length = std::min(until, run->interval.completed) - run->interval.started;
    // A vertex may run twice in a row: it is announced, then it runs.
    if (!path.empty() && path.back().name == run->vertex->name)
      path.back().seconds += length;
    else if (length > 0)
      path.push_back({run->vertex->name, phase_name(*run->vertex), length});
    until = run->interval.started;
    run = walk.before(*run);
  }
  std::reverse(path.begin(), path.end());
  return path;
}

}  // namespace bxbench::measure
