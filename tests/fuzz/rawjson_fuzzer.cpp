// SPDX-License-Identifier: Apache-2.0
// The input as the progress of a build: whatever it says, what is measured of it stays within
// bounds.
#include <harness/measure/evidence.hpp>
#include <harness/measure/phases.hpp>
#include <harness/progress/trace.hpp>
#include <tests/fuzz/check.hpp>

#include <cmath>

using namespace bxbench;

namespace {

progress::Trace trace_of(std::string_view text) {
  progress::TraceBuilder builder;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    builder.add_line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return builder.take();
}

void check_phases(const progress::Trace& trace) {
  constexpr double wall = 10;
  measure::Phases phases;
  measure::add_build_phases(phases, trace, wall);
  double sum = 0;
  for (const auto& phase : {phases.import, phases.pull, phases.solve, phases.export_image,
                            phases.export_cache, phases.other}) {
    fuzz::check(!phase || (std::isfinite(*phase) && *phase >= 0), "a phase is a length of time");
    sum += phase.value_or(0);
  }
  fuzz::check(std::abs(sum - wall) < 1e-3, "phases add up to the build");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto trace = trace_of(fuzz::text_of(bytes, size));
  for (const auto& vertex : trace.vertices)
    fuzz::check(vertex.log.size() <= progress::log_limit, "output is bounded");
  check_phases(trace);
  measure::Evidence evidence;
  measure::add_build_evidence(evidence, trace);
  fuzz::check(evidence.steps.cached + evidence.steps.executed <= evidence.steps.total,
              "a step is cached or executed or neither");
  for (const auto& vertex : evidence.timeline)
    fuzz::check(vertex.started >= 0 && vertex.seconds >= 0, "a timeline has no negative times");
  return 0;
}
