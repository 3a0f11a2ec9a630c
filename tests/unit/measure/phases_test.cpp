// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/names.hpp>
#include <harness/measure/phases.hpp>
#include <harness/progress/step.hpp>
#include <tests/support/recorded.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <algorithm>

using namespace bxbench;
using Catch::Matchers::WithinAbs;
using measure::Phases;
using progress::Trace;
using progress::Vertex;

namespace {

Vertex vertex(std::string name, std::vector<progress::Interval> intervals) {
  Vertex made;
  made.name = std::move(name);
  made.inputs = {"sha256:parent"};
  made.intervals = std::move(intervals);
  return made;
}

/// From the first start to the last end.
progress::Interval span_of(const Trace& trace) {
  progress::Interval span{1e300, 0};
  for (const auto& vertex : trace.vertices)
    for (const auto& [started, completed] : vertex.intervals) {
      span.started = std::min(span.started, started);
      span.completed = std::max(span.completed, completed);
    }
  return span;
}

double wall_time(const Trace& trace) {
  const auto span = span_of(trace);
  return std::max(0.0, span.completed - span.started);
}

Phases build_phases(const Trace& trace, double wall) {
  Phases phases;
  measure::add_build_phases(phases, trace, wall);
  return phases;
}

Phases build_phases(const Trace& trace) {
  return build_phases(trace, wall_time(trace));
}

double sum_of(const Phases& phases) {
  double sum = 0;
  for (const auto& [name, field] : measure::phase_fields)
    sum += (phases.*field).value_or(0);
  return sum;
}

bool runs_at(const Trace& trace, std::optional<double> Phases::*phase, double instant) {
  const auto holds = [&](const progress::Interval& one) {
    return one.started <= instant && instant < one.completed;
  };
  for (const auto& vertex : trace.vertices) {
    if (measure::phase_of(vertex) == phase &&
        std::any_of(vertex.intervals.begin(), vertex.intervals.end(), holds))
      return true;
    for (const auto& status : vertex.statuses)
      if (phase == &Phases::export_cache && status.id == "preparing layers for inline cache" &&
          status.interval && holds(*status.interval))
        return true;
  }
  return false;
}

/// The same by looking at many instants one by one.
Phases sampled_phases(const Trace& trace, int instants) {
  Phases phases;
  const auto span = span_of(trace);
  const double step = (span.completed - span.started) / instants;
  for (int n = 0; n < instants; ++n) {
    const double instant = span.started + (n + 0.5) * step;
    auto charged = &Phases::other;
    for (auto phase : {&Phases::import, &Phases::export_image, &Phases::export_cache, &Phases::pull,
                       &Phases::solve})
      if (runs_at(trace, phase, instant)) charged = phase;
    phases.*charged = (phases.*charged).value_or(0) + step;
  }
  return phases;
}

}  // namespace

TEST_CASE("steps that run side by side count once", "[measure]") {
  Trace trace;
  trace.vertices = {vertex("[a 1/2] RUN x", {{10, 14}}), vertex("[b 1/2] RUN y", {{12, 17}}),
                    vertex("[a 2/2] RUN z", {{20, 21}, {12, 13}})};
  const auto phases = build_phases(trace);
  REQUIRE(phases.solve);
  CHECK_THAT(*phases.solve, WithinAbs(8, 1e-9));
}

TEST_CASE("a shared instant counts for the phase that comes first", "[measure]") {
  Trace trace;
  trace.vertices = {vertex("importing cache manifest from r", {{0, 6}}),
                    vertex("[1/2] FROM x", {{5, 11}}), vertex("[2/2] RUN x", {{10, 21}}),
                    vertex("exporting to image", {{20, 31}}),
                    vertex("exporting cache to registry", {{30, 40}})};
  const auto phases = build_phases(trace);
  CHECK(phases.import == 5.0);
  CHECK(phases.pull == 5.0);
  CHECK(phases.solve == 11.0);
  CHECK(phases.export_image == 9.0);
  CHECK(phases.export_cache == 10.0);
  CHECK(phases.other == 0.0);
}

TEST_CASE("layers that an export fetches first are pulled, not exported", "[measure]") {
  auto restored = vertex("[2/3] RUN x", {{0, 0}, {3, 7}});
  restored.cached = true;
  restored.statuses = {{"sha256:0123", 0, 0, {}}};
  Trace trace;
  trace.vertices = {restored, vertex("exporting to image", {{2, 10}}),
                    vertex("exporting cache to registry", {{6, 12}})};
  const auto phases = build_phases(trace);
  CHECK(phases.pull == 4.0);
  CHECK(phases.export_image == 1.0);
  CHECK(phases.export_cache == 5.0);
}

TEST_CASE("an inline cache is exported inside the image", "[measure]") {
  auto image = vertex("exporting to image", {{0, 10}});
  image.statuses = {{"exporting layers", 0, 0, progress::Interval{0, 4}},
                    {"preparing layers for inline cache", 0, 0, progress::Interval{4, 7}}};
  Trace trace;
  trace.vertices = {image};
  CHECK(build_phases(trace).export_cache == 3.0);
  CHECK(build_phases(trace).export_image == 7.0);
}

TEST_CASE("what lies before the build's wall time is cut off", "[measure]") {
  Trace trace;  // of another clock; the first interval is left from an earlier build
  trace.vertices = {vertex("[1/2] RUN x", {{1000, 1004}, {2000, 2003}}),
                    vertex("exporting to image", {{2003, 2005}})};
  const auto phases = build_phases(trace, 4);
  CHECK(phases.solve == 2.0);
  CHECK(phases.export_image == 2.0);
  CHECK(phases.other == 0.0);
}

TEST_CASE("what is in no phase is other, in the build and around it", "[measure]") {
  Trace trace;
  trace.vertices = {vertex("[internal] load build context", {{0, 1}}),
                    vertex("[1/1] RUN x", {{1, 4}})};
  auto phases = build_phases(trace, 5.5);
  CHECK(phases.other == 2.5);
  phases.restore = 2;
  phases.save = 1;
  measure::add_rest(phases, 8.75, 5.5);
  CHECK(phases.other == 2.75);
  CHECK(sum_of(phases) == 8.75);
}

TEST_CASE("a phase that another one covers took no time, one without a vertex did not occur",
          "[measure]") {
  Trace trace;
  trace.vertices = {vertex("importing cache manifest from r", {{2, 3}}),
                    vertex("[1/1] RUN x", {{1, 4}}), vertex("[1/2] FROM y", {})};
  const auto phases = build_phases(trace);
  CHECK(phases.import == 0.0);
  CHECK(phases.solve == 3.0);
  CHECK_FALSE(phases.pull);
  CHECK_FALSE(phases.export_cache);
}

TEST_CASE("fetching a restored step is pulling, not solving", "[measure]") {
  auto step = vertex("[2/3] RUN x", {{1, 4}});
  step.cached = true;
  step.statuses = {{"extracting sha256:0123", 0, 0, {}}};
  Trace trace;
  trace.vertices = {step};
  CHECK(build_phases(trace).pull == 3.0);
  CHECK_FALSE(build_phases(trace).solve);
}

TEST_CASE("an executed step whose output looks like a pull was solved", "[measure]") {
  auto step = vertex("[2/3] RUN x", {{1, 4}});
  step.statuses = {{"sha256:0123", 0, 0, {}}};
  Trace trace;
  trace.vertices = {step};
  CHECK(build_phases(trace).solve == 3.0);
}

TEST_CASE("recorded builds have the phases that they went through", "[measure]") {
  const auto cold = build_phases(test::recorded("cold"));
  CHECK_FALSE(cold.import);
  CHECK_FALSE(cold.pull);
  CHECK(cold.solve > 0.1);
  CHECK(cold.export_image > 0.0);
  CHECK(cold.export_cache > 0.0);
  const auto changed = build_phases(test::recorded("source-change"));
  CHECK(changed.import > 0.0);
  CHECK(changed.pull > 0.1);
  CHECK(build_phases(test::recorded("oci-layout")).pull > 0.0);
  CHECK_FALSE(build_phases(Trace{}).solve);
}

TEST_CASE("the phases of a build add up to its wall time, each as long as it was", "[measure]") {
  const auto stream = GENERATE("cold", "second", "warm-import", "source-change", "import-missing",
                               "oci-layout", "registry-base", "docker-image", "local-import",
                               "gha-refused", "kinds", "run-fails");
  CAPTURE(stream);
  const auto trace = test::recorded(stream);
  const double wall = wall_time(trace);
  const auto phases = build_phases(trace);
  CHECK_THAT(sum_of(phases), WithinAbs(wall, 0.01 * wall));
  const auto sampled = sampled_phases(trace, 20000);
  for (const auto& [name, field] : measure::phase_fields) {
    CAPTURE(name);
    CHECK_THAT((phases.*field).value_or(0), WithinAbs((sampled.*field).value_or(0), 0.01 * wall));
  }
  CHECK(phases.other < wall);
}
