// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/names.hpp>
#include <harness/measure/phases.hpp>
#include <harness/progress/step.hpp>

#include <algorithm>
#include <array>
#include <limits>

namespace bxbench::measure {
namespace {

using progress::Interval;
using progress::StepKind;

using Slot = std::optional<double> Phases::*;

/// A stretch of the build that belongs to a phase.
struct Stretch {
  Slot phase;
  Interval interval;
};

/// A step restored from a remote cache is pulled when a later one needs its files: its statuses
/// name layers ("sha256:…", "extracting sha256:…").
bool was_pulled(const progress::Vertex& step) {
  return step.cached &&
         std::any_of(step.statuses.begin(), step.statuses.end(), [](const auto& status) {
           return status.id.starts_with("sha256:") || status.id.starts_with("extracting ");
         });
}

/// What BuildKit tells of as a part of another phase's vertex.
Slot nested_phase(const progress::Status& status) {
  return status.id == "preparing layers for inline cache" ? &Phases::export_cache : nullptr;
}

std::vector<Stretch> stretches_of(const progress::Trace& trace) {
  std::vector<Stretch> all;
  for (const auto& vertex : trace.vertices) {
    const auto phase = phase_of(vertex);
    if (phase)
      for (const auto& interval : vertex.intervals)
        all.push_back({phase, interval});
    for (const auto& status : vertex.statuses)
      if (const auto nested = nested_phase(status); nested && status.interval)
        all.push_back({nested, *status.interval});
  }
  return all;
}

double end_of(const progress::Trace& trace) {
  double end = -std::numeric_limits<double>::infinity();
  for (const auto& vertex : trace.vertices)
    for (const auto& interval : vertex.intervals)
      end = std::max(end, interval.completed);
  return end;
}

double length_of_union(std::vector<Interval> intervals) {
  std::sort(intervals.begin(), intervals.end(),
            [](const auto& one, const auto& other) { return one.started < other.started; });
  double length = 0;
  double covered_until = intervals.empty() ? 0 : intervals.front().started;
  for (const auto& [started, completed] : intervals) {
    length += std::max(0.0, completed - std::max(started, covered_until));
    covered_until = std::max(covered_until, completed);
  }
  return length;
}

}  // namespace

Slot phase_of(const progress::Vertex& vertex) {
  switch (kind_of(vertex)) {
    case StepKind::import_cache:
      return &Phases::import;
    case StepKind::base:
      return &Phases::pull;
    case StepKind::step:
      return was_pulled(vertex) ? &Phases::pull : &Phases::solve;
    case StepKind::export_image:
      return &Phases::export_image;
    case StepKind::export_cache:
      return &Phases::export_cache;
    case StepKind::internal:
    case StepKind::other:
      break;
  }
  return nullptr;
}

std::string phase_name(const progress::Vertex& vertex) {
  const auto phase = phase_of(vertex);
  const auto* const named = std::find_if(phase_fields.begin(), phase_fields.end(),
                                         [&](const auto& field) { return field.second == phase; });
  return std::string(named == phase_fields.end() ? "other" : named->first);
}

void add_build_phases(Phases& phases, const progress::Trace& trace, double wall) {
  constexpr std::array by_precedence{&Phases::solve, &Phases::pull, &Phases::export_cache,
                                     &Phases::export_image, &Phases::import};
  const auto stretches = stretches_of(trace);
  const double begin = end_of(trace) - wall;
  std::vector<Interval> charged;
  for (const Slot phase : by_precedence) {
    const double before = length_of_union(charged);
    bool occurred = false;
    for (const auto& [own, interval] : stretches) {
      if (own != phase) continue;
      occurred = true;
      charged.push_back({std::max(begin, interval.started), std::max(begin, interval.completed)});
    }
    if (occurred) phases.*phase = length_of_union(charged) - before;
  }
  phases.other = std::max(0.0, wall - length_of_union(charged));
}

void add_rest(Phases& phases, double job_seconds, double build_seconds) {
  double rest = job_seconds - build_seconds;
  for (const auto& around : {phases.restore, phases.inject, phases.extract, phases.save})
    rest -= around.value_or(0);
  phases.other = std::max(0.0, phases.other.value_or(0) + rest);
}

}  // namespace bxbench::measure
