// SPDX-License-Identifier: Apache-2.0
#include <harness/progress/event.hpp>
#include <harness/progress/trace.hpp>

#include <algorithm>
#include <utility>

namespace bxbench::progress {
namespace {

std::optional<Interval> completed_interval(std::optional<Timestamp> started,
                                           std::optional<Timestamp> completed) {
  if (!started || !completed) return std::nullopt;
  return Interval{*started, std::max(*started, *completed)};
}

/// Keeps a stream without end from taking memory without end.
void join_closest(std::vector<Interval>& intervals) {
  auto closest = intervals.begin();
  const auto gap_after = [](const auto& one) { return (one + 1)->started - one->completed; };
  for (auto one = closest; one + 1 != intervals.end(); ++one)
    if (gap_after(one) < gap_after(closest)) closest = one;
  closest->completed = std::max(closest->completed, (closest + 1)->completed);
  intervals.erase(closest + 1);
}

/// BuildKit repeats events; two with the same start tell of the same interval.
void add_interval(std::vector<Interval>& intervals, const Interval& interval) {
  const auto place =
      std::lower_bound(intervals.begin(), intervals.end(), interval.started,
                       [](const Interval& one, Timestamp start) { return one.started < start; });
  if (place != intervals.end() && place->started == interval.started)
    place->completed = std::max(place->completed, interval.completed);
  else
    intervals.insert(place, interval);
  if (intervals.size() > intervals_limit) join_closest(intervals);
}

void update(Vertex& vertex, const VertexEvent& event) {
  if (!event.name.empty()) vertex.name = event.name;
  if (!event.inputs.empty()) vertex.inputs = event.inputs;
  if (!event.error.empty()) vertex.error = event.error;
  vertex.reopened = vertex.reopened || (vertex.cached && !event.cached && event.completed);
  vertex.cached = vertex.cached || event.cached;
  if (const auto interval = completed_interval(event.started, event.completed))
    add_interval(vertex.intervals, *interval);
}

void update(Vertex& vertex, const StatusEvent& event) {
  auto& all = vertex.statuses;
  auto status =
      std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == event.id; });
  if (status == all.end()) status = all.insert(all.end(), Status{event.id, 0, 0, std::nullopt});
  status->current = event.current;
  status->total = event.total;
  if (const auto interval = completed_interval(event.started, event.completed))
    status->interval = interval;
}

/// Leaves the last `limit` elements.
void keep_last(auto& list, std::size_t limit) {
  if (list.size() > limit)
    list.erase(list.begin(), list.end() - static_cast<std::ptrdiff_t>(limit));
}

/// The same when there are twice as many, so that each is moved once only.
void keep_last_lazily(auto& list, std::size_t limit) {
  if (list.size() > 2 * limit) keep_last(list, limit);
}

}  // namespace

bool reran(const Vertex& vertex) {
  return vertex.reopened && vertex.statuses.empty();
}

Vertex& TraceBuilder::vertex(const std::string& digest) {
  const auto [place, added] = index_.try_emplace(digest, trace_.vertices.size());
  if (added) trace_.vertices.emplace_back().digest = digest;
  return trace_.vertices[place->second];
}

void TraceBuilder::add_event(const Event& event) {
  for (const auto& one : event.vertices) {
    auto& known = vertex(one.digest);
    update(known, one);
    if (one.started && !one.completed) last_started_ = known.name;
  }
  for (const auto& one : event.statuses)
    update(vertex(one.vertex), one);
  for (const auto& one : event.logs) {
    auto& log = vertex(one.vertex).log;
    log += one.text;
    keep_last_lazily(log, log_limit);
    downloads_[one.vertex].add(one.text);
  }
  auto& known = trace_.warnings;
  for (const auto& warning : event.warnings)
    if (known.size() < warnings_limit &&
        std::find(known.begin(), known.end(), warning) == known.end())
      known.push_back(warning);
}

void TraceBuilder::add_other_line(std::string_view line) {
  trace_.other_lines.emplace_back(line);
  keep_last_lazily(trace_.other_lines, other_lines_limit);
}

void TraceBuilder::add_line(std::string_view line) {
  last_started_.clear();
  while (line.ends_with('\n') || line.ends_with('\r'))
    line.remove_suffix(1);
  if (line.empty()) return;
  if (const auto event = decode_event(line))
    add_event(*event);
  else
    add_other_line(line);
}

Trace TraceBuilder::take() {
  for (auto& vertex : trace_.vertices)
    vertex.cached = vertex.cached && !reran(vertex);
  keep_last(trace_.other_lines, other_lines_limit);
  for (auto& vertex : trace_.vertices)
    keep_last(vertex.log, log_limit);
  for (const auto& [digest, counter] : std::exchange(downloads_, {}))
    trace_.vertices[index_.at(digest)].downloads = counter.count();
  index_.clear();
  return std::exchange(trace_, {});
}

}  // namespace bxbench::progress
