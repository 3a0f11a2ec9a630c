// SPDX-License-Identifier: Apache-2.0
#include <harness/progress/trace.hpp>
#include <tests/support/recorded.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <fmt/format.h>

using namespace bxbench;
using progress::TraceBuilder;
using test::find;
using test::recorded;

namespace {

std::string log_line(const std::string& base64) {
  return fmt::format(R"({{"logs":[{{"vertex":"sha256:a","stream":1,"data":"{}"}}]}})", base64);
}

progress::Trace trace_of(std::initializer_list<std::string> lines) {
  TraceBuilder builder;
  for (const auto& line : lines)
    builder.add_line(line);
  return builder.take();
}

}  // namespace

TEST_CASE("a cold build shows what ran, in the order of the first events", "[progress]") {
  const auto trace = recorded("cold");
  REQUIRE(trace.vertices.size() == 13);
  CHECK(trace.vertices.front().name == "[internal] load build definition from Dockerfile");
  CHECK(trace.vertices.back().name == "exporting cache to registry");
  CHECK(find(trace, "[build 5/5] RUN").log == "built source-1\n");
  CHECK(find(trace, "[build 4/5] COPY").inputs.size() == 2);
  CHECK(trace.other_lines.empty());
  for (const auto& vertex : trace.vertices) {
    CAPTURE(vertex.name);
    CHECK_FALSE(vertex.cached);
    CHECK_FALSE(vertex.intervals.empty());
  }
}

TEST_CASE("a step that was restored and then unpacked stays cached", "[progress]") {
  const auto step = find(recorded("source-change"), "[build 3/5] RUN");
  CHECK(step.cached);
  // Found in the cache, fetched, and unpacked layer by layer: the later events lack the flag.
  CHECK(step.intervals.size() == 7);
  CHECK(step.statuses.size() == 10);
}

TEST_CASE("intervals are ordered and whole", "[progress]") {
  for (const auto& vertex : recorded("source-change").vertices) {
    CAPTURE(vertex.name);
    for (std::size_t i = 0; i < vertex.intervals.size(); ++i) {
      CHECK(vertex.intervals[i].started <= vertex.intervals[i].completed);
      if (i > 0) CHECK(vertex.intervals[i - 1].started < vertex.intervals[i].started);
    }
  }
}

TEST_CASE("an event that is repeated tells of the same interval", "[progress]") {
  const auto event = [](const std::string& completed) {
    return R"({"vertexes":[{"digest":"d","started":"1970-01-01T00:00:01Z","completed":"1970-01-01T)" +
           completed + R"("}]})";
  };
  const auto trace = trace_of({event("00:00:02Z"), event("00:00:04Z"), event("00:00:02Z")});
  REQUIRE(trace.vertices.at(0).intervals.size() == 1);
  CHECK(trace.vertices[0].intervals[0].completed == 4.0);
}

TEST_CASE("a status keeps its last counts and its time", "[progress]") {
  const auto context = find(recorded("cold"), "[internal] load build context");
  REQUIRE(context.statuses.size() == 1);
  CHECK(context.statuses[0].id == "transferring context:");
  CHECK(context.statuses[0].current > 1'000'000);
  REQUIRE(context.statuses[0].interval);
  CHECK(context.statuses[0].interval->completed > context.statuses[0].interval->started);
}

TEST_CASE("a failed step has its error and its output", "[progress]") {
  const auto trace = recorded("run-fails");
  const auto& step = find(trace, "[2/3] RUN");
  CHECK(step.error.ends_with("did not complete successfully: exit code: 7"));
  CHECK(step.log == "before the end\n");
  CHECK(find(trace, "[3/3] RUN").intervals.empty());
}

TEST_CASE("what buildx itself says is kept apart", "[progress]") {
  const auto trace = recorded("syntax-error");
  REQUIRE_FALSE(trace.other_lines.empty());
  CHECK(
      trace.other_lines.back().starts_with("ERROR: failed to build: failed to solve: dockerfile"));
}

TEST_CASE("warnings of the Dockerfile's checks are readable", "[progress]") {
  const auto warnings = recorded("warnings").warnings;
  REQUIRE(warnings.size() == 4);
  CHECK(warnings[2].starts_with("LegacyKeyValueFormat: \"ENV key=value\" should be used"));
}

TEST_CASE("a line that is no rawjson is kept as it is", "[progress]") {
  const std::string line = GENERATE("#5 CACHED", "{", "[]", "17", "null", "{}", R"({"other":1})",
                                    R"({"vertexes":[{"dig)", "\x80\xff");
  const auto trace = trace_of({line});
  CHECK(trace.vertices.empty());
  CHECK(trace.other_lines == std::vector<std::string>{line});
}

TEST_CASE("empty lines say nothing and line ends do not matter", "[progress]") {
  const auto trace = trace_of({"", "\n", "\r\n", "{\"vertexes\":[{\"digest\":\"d\"}]}\r\n"});
  CHECK(trace.vertices.size() == 1);
  CHECK(trace.other_lines.empty());
}

TEST_CASE("fields of an unexpected type are taken as absent", "[progress]") {
  const auto trace =
      trace_of({R"({"vertexes":7,"statuses":{},"logs":[1],"warnings":[null]})",
                R"({"vertexes":[{"digest":"d","name":4,"cached":"yes","started":1,)"
                R"("inputs":[1,"i"],"error":null}],"statuses":[{"vertex":"d",)"
                R"("id":"s","current":1.5}],"logs":[{"vertex":"d","data":"%%%="}]})"});
  REQUIRE(trace.vertices.size() == 1);
  const auto& vertex = trace.vertices[0];
  CHECK_FALSE(vertex.cached);
  CHECK(vertex.name.empty());
  CHECK(vertex.log.empty());
  CHECK(vertex.inputs == std::vector<std::string>{"i"});
  CHECK(vertex.statuses.at(0).current == 0);
}

TEST_CASE("a stream cut anywhere loses no more than the cut line", "[progress]") {
  const auto lines = test::recorded_lines("source-change");
  TraceBuilder builder;
  for (const auto& line : lines) {
    builder.add_line(line.substr(0, line.size() / 2));
    builder.add_line(line);
  }
  const auto trace = builder.take();
  CHECK(trace.other_lines.size() == lines.size());
  CHECK(trace.vertices.size() == recorded("source-change").vertices.size());
}

TEST_CASE("of a long output the end is kept, and all downloads are counted", "[progress]") {
  TraceBuilder builder;
  builder.add_line(log_line("Zmlyc3QK"));              // "first\n"
  builder.add_line(log_line("RG93bmxvYWRpbmcgYQo="));  // "Downloading a\n"
  std::string kilobyte;
  while (kilobyte.size() < 1024)
    kilobyte += "YWFh";  // "aaa"
  for (int i = 0; i < 100; ++i)
    builder.add_line(log_line(kilobyte));
  builder.add_line(log_line("bGFzdA=="));  // "last"
  const auto step = builder.take().vertices.at(0);
  CHECK(step.log.size() == progress::log_limit);
  CHECK(step.log.ends_with("aaalast"));
  CHECK(step.downloads == 1);
}

TEST_CASE("of endless other lines the last ones are kept", "[progress]") {
  TraceBuilder builder;
  for (std::size_t i = 0; i <= progress::other_lines_limit; ++i)
    builder.add_line(fmt::format("line {}", i));
  const auto lines = builder.take().other_lines;
  CHECK(lines.size() == progress::other_lines_limit);
  CHECK(lines.front() == "line 1");
}

TEST_CASE("a vertex that runs again and again keeps few intervals, and none of its time is lost",
          "[progress]") {
  TraceBuilder builder;
  for (int run = 0; run < 3000; ++run)
    builder.add_line(
        fmt::format(R"({{"vertexes":[{{"digest":"d","started":"2026-01-01T{0:02}:{1:02}:{2:02}Z",)"
                    R"("completed":"2026-01-01T{0:02}:{1:02}:{2:02}.5Z"}}]}})",
                    run / 3600, run / 60 % 60, run % 60));
  const auto intervals = builder.take().vertices.at(0).intervals;
  CHECK(intervals.size() == progress::intervals_limit);
  CHECK(intervals.back().completed - intervals.front().started == 2999.5);
}

TEST_CASE("a warning that is repeated is told once", "[progress]") {
  const auto* const line = R"({"warnings":[{"vertex":"d","short":"b25l"}]})";
  CHECK(trace_of({line, line}).warnings == std::vector<std::string>{"one"});
}

TEST_CASE("live progress names a vertex when it starts and only then", "[progress]") {
  TraceBuilder builder;
  builder.add_line(R"({"vertexes":[{"digest":"d","name":"[1/1] RUN true"}]})");
  CHECK(builder.last_started().empty());
  builder.add_line(R"({"vertexes":[{"digest":"d","started":"2026-01-01T00:00:00Z"}]})");
  CHECK(builder.last_started() == "[1/1] RUN true");
  builder.add_line(R"({"vertexes":[{"digest":"d","started":"2026-01-01T00:00:00Z",)"
                   R"("completed":"2026-01-01T00:00:01Z"}]})");
  CHECK(builder.last_started().empty());
}

TEST_CASE("a builder whose trace was taken starts anew", "[progress]") {
  TraceBuilder builder;
  builder.add_line(R"({"vertexes":[{"digest":"a"},{"digest":"b"}]})");
  CHECK(builder.take().vertices.size() == 2);
  builder.add_line(R"({"vertexes":[{"digest":"b"}]})");
  CHECK(builder.take().vertices.size() == 1);
}

TEST_CASE("a vertex that was called cached and made again is not cached", "[progress]") {
  const std::string cached =
      R"({"vertexes":[{"digest":"sha256:a","name":"[1/2] RUN a","started":"2026-01-01T00:00:00Z","completed":"2026-01-01T00:00:00Z","cached":true}]})";
  const std::string again =
      R"({"vertexes":[{"digest":"sha256:a","name":"[1/2] RUN a","started":"2026-01-01T00:00:01Z","completed":"2026-01-01T00:00:02Z"}]})";
  const std::string pulled =
      R"({"statuses":[{"id":"sha256:1","vertex":"sha256:a","current":1,"timestamp":"2026-01-01T00:00:01Z","started":"2026-01-01T00:00:01Z"}]})";
  TraceBuilder made_again, fetched;
  for (const auto& line : {cached, again}) {
    made_again.add_line(line);
    fetched.add_line(line);
  }
  fetched.add_line(pulled);
  const auto one = made_again.take(), other = fetched.take();
  CHECK_FALSE(one.vertices.at(0).cached);
  CHECK(reran(one.vertices.at(0)));
  CHECK(other.vertices.at(0).cached);
  CHECK_FALSE(reran(other.vertices.at(0)));
}
