// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/names.hpp>
#include <harness/measure/phases.hpp>
#include <tests/support/recorded.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <algorithm>

using namespace bxbench;
using Catch::Matchers::WithinAbs;
using measure::build_phases;
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

double wall_time(const Trace& trace) {
  double first = 1e300, last = 0;
  for (const auto& vertex : trace.vertices)
    for (const auto& [started, completed] : vertex.intervals) {
      first = std::min(first, started);
      last = std::max(last, completed);
    }
  return last - first;
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
  CHECK(phases.solve == 10.0);
  CHECK(phases.export_image == 10.0);
  CHECK(phases.export_cache == 10.0);
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

TEST_CASE("the phases of a build never add up to more than its wall time", "[measure]") {
  const auto stream = GENERATE("cold", "second", "warm-import", "source-change", "import-missing",
                               "oci-layout", "registry-base", "docker-image", "local-import",
                               "gha-refused", "kinds", "run-fails");
  CAPTURE(stream);
  const auto trace = test::recorded(stream);
  const auto phases = build_phases(trace);
  double sum = 0;
  for (const auto& [name, field] : measure::phase_fields)
    sum += (phases.*field).value_or(0);
  CHECK(sum <= wall_time(trace) + 1e-6);
  CHECK(sum > 0);
}
