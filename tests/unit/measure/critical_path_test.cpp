// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/critical_path.hpp>
#include <tests/support/recorded.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <fmt/format.h>

#include <algorithm>

using namespace bxbench;
using Catch::Matchers::WithinAbs;
using measure::critical_path;
using progress::Trace;
using progress::Vertex;

namespace {

Vertex vertex(std::string name, std::vector<std::string> inputs,
              std::vector<progress::Interval> intervals) {
  Vertex made;
  made.digest = name;
  made.name = std::move(name);
  made.inputs = std::move(inputs);
  made.intervals = std::move(intervals);
  return made;
}

/// "a 1.0, b 2.5"
std::string text(const std::vector<measure::CriticalStep>& path) {
  std::string all;
  for (const auto& step : path)
    all += fmt::format("{}{} {:.1f}", all.empty() ? "" : ", ", step.name, step.seconds);
  return all;
}

double sum_of(const std::vector<measure::CriticalStep>& path) {
  double sum = 0;
  for (const auto& step : path)
    sum += step.seconds;
  return sum;
}

}  // namespace

TEST_CASE("the critical path goes through the input that ended last", "[measure]") {
  Trace trace;
  trace.vertices = {vertex("context", {}, {{0, 1}}), vertex("quick", {"context"}, {{1, 2}}),
                    vertex("slow", {"context"}, {{1, 6}}),
                    vertex("both", {"quick", "slow"}, {{6, 8}})};
  CHECK(text(critical_path(trace)) == "context 1.0, slow 5.0, both 2.0");
}

TEST_CASE("a step that nothing waited for is not on the critical path", "[measure]") {
  Trace trace;  // "beside" ends after "first" did, but "last" does not need it
  trace.vertices = {vertex("first", {}, {{0, 3}}), vertex("beside", {}, {{0, 4}}),
                    vertex("last", {"first"}, {{4.5, 9}})};
  CHECK(text(critical_path(trace)) == "first 3.0, last 4.5");
}

TEST_CASE("an export waits for what ended last before it", "[measure]") {
  Trace trace;
  trace.vertices = {vertex("a", {}, {{0, 3}}), vertex("b", {}, {{0, 4}}),
                    vertex("exporting to image", {}, {{5, 9}})};
  CHECK(text(critical_path(trace)) == "b 4.0, exporting to image 4.0");
}

TEST_CASE("inputs that did not run are looked through", "[measure]") {
  Trace trace;
  trace.vertices = {vertex("base", {}, {{0, 3}}), vertex("noise", {}, {{0, 4}}),
                    vertex("cached", {"base"}, {{4, 4}}), vertex("never", {"cached"}, {}),
                    vertex("run", {"never"}, {{4, 6}})};
  CHECK(text(critical_path(trace)) == "base 3.0, run 2.0");
}

TEST_CASE("a cached layer is fetched when it is asked for, not when its inputs were there",
          "[measure]") {
  auto base = vertex("base", {"context"}, {{1, 1}, {5, 6}});
  base.cached = true;
  Trace trace;
  trace.vertices = {vertex("context", {}, {{0, 1}}), base, vertex("build", {"context"}, {{1, 5}}),
                    vertex("copy", {"base", "build"}, {{6, 7}})};
  CHECK(text(critical_path(trace)) == "context 1.0, build 4.0, base 1.0, copy 1.0");
}

TEST_CASE("time that two runs share counts once", "[measure]") {
  Trace trace;
  trace.vertices = {vertex("pull", {}, {{0, 5}}), vertex("step", {"pull"}, {{3, 8}})};
  CHECK(text(critical_path(trace)) == "pull 3.0, step 5.0");
}

TEST_CASE("a graph that names itself as input ends all the same", "[measure]") {
  Trace trace;
  trace.vertices = {vertex("a", {"b"}, {{1, 2}}), vertex("b", {"a", "b"}, {{1, 3}, {0, 0.5}})};
  CHECK(sum_of(critical_path(trace)) <= 3.0);
  CHECK(critical_path(Trace{}).empty());
}

TEST_CASE("a cold build waits for its longest chain", "[measure]") {
  const auto path = critical_path(test::recorded("cold"));
  std::vector<std::string> names;
  for (const auto& step : path)
    names.push_back(step.name.substr(0, step.name.find(']') + 1));
  CHECK(path.front().name.starts_with("[internal] load build definition"));
  CHECK(path.back().name == "exporting cache to registry");
  CHECK(path.back().phase == "export_cache");
  CHECK_THAT(path.back().seconds, WithinAbs(0.5796, 0.001));
  for (const auto* step : {"[base 1/2]", "[base 2/2]", "[build 3/5]", "[build 5/5]"})
    CHECK(std::count(names.begin(), names.end(), step) == 1);
}

TEST_CASE("a step on a restored layer waits for its pull", "[measure]") {
  const auto path = critical_path(test::recorded("source-change"));
  const auto pulled =
      std::find_if(path.begin(), path.end(), [](const auto& step) { return step.phase == "pull"; });
  REQUIRE(pulled != path.end());
  CHECK(pulled->name.starts_with("[build 3/5] RUN"));
  CHECK((pulled + 1)->name.starts_with("[build 4/5] COPY source"));
}

TEST_CASE("a critical path is no longer than the build", "[measure]") {
  const auto stream = GENERATE("cold", "second", "warm-import", "source-change", "import-missing",
                               "oci-layout", "registry-base", "docker-image", "kinds", "run-fails");
  CAPTURE(stream);
  const auto trace = test::recorded(stream);
  double first = 1e300, last = 0;
  for (const auto& vertex : trace.vertices)
    for (const auto& [started, completed] : vertex.intervals) {
      first = std::min(first, started);
      last = std::max(last, completed);
    }
  const auto path = critical_path(trace);
  CHECK(sum_of(path) <= last - first + 1e-6);
  CHECK(sum_of(path) > 0.7 * (last - first));
  for (const auto& step : path)
    CHECK(step.seconds > 0);
}
