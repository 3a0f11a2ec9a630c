// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/timeline.hpp>
#include <tests/support/recorded.hpp>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using measure::timeline;
using progress::Trace;
using progress::Vertex;

namespace {

Vertex vertex(const std::string& name, std::vector<progress::Interval> intervals, bool cached) {
  Vertex made;
  made.name = name;
  made.digest = "sha256:" + name;
  made.intervals = std::move(intervals);
  made.cached = cached;
  return made;
}

}  // namespace

TEST_CASE("a timeline counts from the first vertex that ran, by start", "[measure]") {
  Trace trace;
  trace.vertices = {vertex("[build 2/2] RUN make", {{103, 104}, {105, 108}}, false),
                    vertex("[internal] load build context", {{100, 102}}, false)};
  const auto line = timeline(trace);
  REQUIRE(line.size() == 2);
  CHECK(line[0].name == "[internal] load build context");
  CHECK(line[0].phase == "other");
  CHECK(line[0].started == 0);
  CHECK(line[0].seconds == 2);
  CHECK(line[1].phase == "solve");
  CHECK(line[1].started == 3);
  CHECK(line[1].seconds == 5);
}

TEST_CASE("a cached step that never ran stands where BuildKit named it", "[measure]") {
  Trace trace;
  trace.vertices = {vertex("[internal] load build context", {{100, 102}}, false),
                    vertex("[build 1/3] FROM base", {{102, 103}}, false),
                    vertex("[build 2/3] WORKDIR /src", {}, true),
                    vertex("[build 3/3] RUN never", {}, false)};
  const auto line = timeline(trace);
  REQUIRE(line.size() == 3);
  CHECK(line[2].name == "[build 2/3] WORKDIR /src");
  CHECK(line[2].cached);
  CHECK(line[2].started == 2);
  CHECK(line[2].seconds == 0);
}

TEST_CASE("the timeline of a real build covers its steps and what carried the cache", "[measure]") {
  bool imported = false, cached = false;
  for (const auto& vertex : timeline(test::recorded("source-change"))) {
    CHECK(vertex.started >= 0);
    CHECK(vertex.seconds >= 0);
    imported = imported || vertex.phase == "import";
    cached = cached || vertex.cached;
  }
  CHECK(imported);
  CHECK(cached);
  CHECK(timeline(Trace{}).empty());
}
