// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/phases.hpp>
#include <harness/progress/step.hpp>

#include <algorithm>
#include <array>

namespace bxbench::measure {
namespace {

using progress::Interval;
using progress::StepKind;

using Slot = std::optional<double> Phases::*;

/// A step restored from a remote cache is pulled when a later one needs its files: its statuses
/// name layers ("sha256:…", "extracting sha256:…").
bool was_pulled(const progress::Vertex& step) {
  return step.cached &&
         std::any_of(step.statuses.begin(), step.statuses.end(), [](const auto& status) {
           return status.id.starts_with("sha256:") || status.id.starts_with("extracting ");
         });
}

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

Phases build_phases(const progress::Trace& trace) {
  constexpr std::array by_precedence{&Phases::export_cache, &Phases::export_image, &Phases::solve,
                                     &Phases::pull, &Phases::import};
  Phases phases;
  std::vector<Interval> charged;
  for (const Slot slot : by_precedence) {
    const double before = length_of_union(charged);
    bool occurred = false;
    for (const auto& vertex : trace.vertices) {
      if (phase_of(vertex) != slot) continue;
      occurred = occurred || !vertex.intervals.empty();
      charged.insert(charged.end(), vertex.intervals.begin(), vertex.intervals.end());
    }
    if (occurred) phases.*slot = length_of_union(charged) - before;
  }
  return phases;
}

}  // namespace bxbench::measure
