// SPDX-License-Identifier: Apache-2.0
#include <harness/report/break_even_json.hpp>
#include <harness/report/break_even_text.hpp>
#include <harness/report/build_report.hpp>
#include <harness/report/markdown.hpp>
#include <harness/report/run_json.hpp>
#include <harness/report/terminal.hpp>
#include <tests/support/example_run.hpp>
#include <tests/support/schema.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

using namespace bxbench;
using namespace bxbench::report;
using analysis::BreakEven;
using analysis::Crossing;
using analysis::Payback;
using analysis::Wins;
using Catch::Matchers::ContainsSubstring;
using Lines = std::vector<std::string>;

namespace {

Crossing crossing(const std::string& strategy, Wins wins, std::optional<double> at = {}) {
  Crossing crossing;
  crossing.key = {"go", strategy, "warm", "rebuild"};
  crossing.against = "none";
  crossing.wins = wins;
  crossing.bytes_per_second = at;
  return crossing;
}

Payback payback(double extra, double saving, std::optional<int> builds) {
  return {"go", "gha", extra, saving, builds, {}, {}};
}

Lines lines_of(const Crossing& crossing) {
  return break_even_lines({{crossing}, {}});
}

Lines lines_of(const Payback& payback) {
  return break_even_lines({{}, {payback}});
}

/// Seven repetitions in which registry moves 82 MB to be 7 s faster.
tests::ExampleRun linked_run() {
  auto run = tests::example_run(7);
  run.results.run.environment.link = "none";
  for (auto& sample : run.cell("registry", "source-change", "rebuild").samples)
    sample.evidence.traffic["registry"] = {9, 2'000'000, 80'000'000};
  return run;
}

}  // namespace

TEST_CASE("strategies of one row share a line", "[report]") {
  BreakEven figures;
  figures.crossings = {crossing("registry", Wins::above, 14e6), crossing("gha", Wins::never),
                       crossing("host", Wins::always), crossing("mount", Wins::below, 2.5e9)};
  CHECK(break_even_lines(figures) ==
        Lines{"go/warm/rebuild: registry beats none above 14.0 MB/s; mount beats none below 2.5 "
              "GB/s; host always beats none; gha never beats none"});
  figures.crossings = {crossing("registry", Wins::never), crossing("gha", Wins::never)};
  figures.crossings[0].certain = false;
  CHECK(break_even_lines(figures) ==
        Lines{"go/warm/rebuild: registry (uncertain), gha never beat none"});
}

TEST_CASE("what intervals leave open is said", "[report]") {
  auto above = crossing("registry", Wins::above, 14e6);
  above.low = 10.5e6;
  above.high = 21e6;
  above.certain = true;
  CHECK(lines_of(above) == Lines{"go/warm/rebuild: registry beats none above 14.0 MB/s [10.5 "
                                 "MB/s–21.0 MB/s]"});
  above.high.reset();
  above.certain = false;
  CHECK(lines_of(above) == Lines{"go/warm/rebuild: registry beats none above 14.0 MB/s [10.5 MB/s "
                                 "or more, maybe never]"});
  auto always = crossing("host", Wins::always);
  always.certain = false;
  CHECK(lines_of(always) == Lines{"go/warm/rebuild: host (uncertain) always beats none"});
  always.certain = true;
  CHECK(lines_of(always) == Lines{"go/warm/rebuild: host always beats none"});
}

TEST_CASE("two strategies beside the baseline are told when there is no doubt", "[report]") {
  auto pair = crossing("registry", Wins::above, 14e6);
  pair.against = "gha";
  CHECK(lines_of(pair).empty());
  pair.certain = false;
  CHECK(lines_of(pair).empty());
  pair.certain = true;
  CHECK(lines_of(pair) == Lines{"go/warm/rebuild: registry beats gha above 14.0 MB/s"});
}

TEST_CASE("builds that pay for the first are counted in words", "[report]") {
  CHECK(lines_of(payback(3, 4, 1)) == Lines{"go: gha pays off after 1 warm build"});
  CHECK(lines_of(payback(-1, 4, 0)) == Lines{"go: gha pays off from the first build on"});
  CHECK(lines_of(payback(3, -1, {})) == Lines{"go: gha never pays off"});
  CHECK(lines_of(payback(-1, -1, {})) == Lines{"go: gha never pays off"});
  auto doubtful = payback(8, 4, 2);
  doubtful.fewest = 1;
  CHECK(lines_of(doubtful) ==
        Lines{"go: gha pays off after 2 warm builds [1 or more, maybe never]"});
  doubtful.most = 3;
  CHECK(lines_of(doubtful) == Lines{"go: gha pays off after 2 warm builds [1–3]"});
}

TEST_CASE("a run that moved bytes has its break-even in every report", "[report][schema]") {
  const auto run = linked_run();
  const auto report = build_report(run.results, run.cells);
  REQUIRE_FALSE(report.break_even.empty());
  CHECK_THAT(render_terminal(report, {120, false, true}),
             ContainsSubstring("\nbreak-even\n") &&
                 ContainsSubstring("registry beats none above 11.9 MB/s"));
  CHECK_THAT(render_markdown(report), ContainsSubstring("\n## Break-even\n\n- go/cold/"));
  const auto json = nlohmann::json::parse(render_run_json(run.results, run.cells));
  CHECK(tests::violations("results/schema/run.schema.json", json).empty());
  const auto& crossings = json["break_even"]["crossings"];
  REQUIRE_FALSE(crossings.empty());
}

TEST_CASE("a run that moved nothing has no break-even", "[report]") {
  auto run = tests::example_run(7);
  CHECK(build_report(run.results, run.cells).break_even.empty());
  CHECK(nlohmann::json::parse(render_run_json(run.results, run.cells))["break_even"].is_null());
  run = linked_run();
  run.results.run.environment.link = "a carrier pigeon";
  CHECK(build_report(run.results, run.cells).break_even.empty());
}

TEST_CASE("a payback in JSON tells never from nothing to pay", "[report]") {
  const auto json = break_even_json(BreakEven{{}, {payback(3, -1, {}), payback(-1, 4, 0)}});
  CHECK(json["paybacks"][0]["builds"].is_null());
  CHECK(json["paybacks"][1]["builds"] == 0);
}
