// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/critical_path.hpp>
#include <harness/measure/evidence.hpp>
#include <harness/measure/timeline.hpp>
#include <harness/progress/step.hpp>

namespace bxbench::measure {
namespace {

double busy_seconds(const progress::Vertex& vertex) {
  double sum = 0;
  for (const auto& [started, completed] : vertex.intervals)
    sum += completed - started;
  return sum;
}

void add_step(Evidence& evidence, const progress::Vertex& vertex) {
  const bool ran = !vertex.cached && (!vertex.intervals.empty() || !vertex.error.empty());
  evidence.steps.total += 1;
  evidence.steps.cached += vertex.cached ? 1 : 0;
  evidence.steps.executed += ran ? 1 : 0;
  evidence.step_list.push_back({vertex.name, vertex.cached, busy_seconds(vertex)});
}

void add_import(Evidence& evidence, const progress::Vertex& vertex) {
  const bool succeeded = vertex.error.empty() && !vertex.intervals.empty();
  evidence.imports.push_back({vertex.name, succeeded, vertex.error});
}

}  // namespace

void add_build_evidence(Evidence& evidence, const progress::Trace& trace) {
  evidence.steps = {};
  evidence.step_list.clear();
  evidence.imports.clear();
  evidence.critical_path = critical_path(trace);
  evidence.timeline = timeline(trace);
  evidence.downloads = 0;
  for (const auto& vertex : trace.vertices) {
    evidence.downloads += vertex.downloads;
    const auto kind = kind_of(vertex);
    if (kind == progress::StepKind::step) add_step(evidence, vertex);
    if (kind == progress::StepKind::import_cache) add_import(evidence, vertex);
  }
}

}  // namespace bxbench::measure
