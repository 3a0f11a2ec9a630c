// SPDX-License-Identifier: Apache-2.0
#include <tests/unit/script/script_fixture.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

namespace bxbench::script {

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using suite::Carries;

TEST_CASE("every built-in scenario holds for every kind of strategy", "[script]") {
  const std::string name =
      GENERATE("cold-build", "warm-build", "source-change", "version-bump", "id-mismatch");
  const auto carries = GENERATE(Carries::nothing, Carries::layers, Carries::mounts);
  const auto story = scenario_story(name, carries);
  CHECK_THAT(story, !ContainsSubstring("FAILED") && ContainsSubstring("the artifact"));
}

TEST_CASE("cold-build measures the first job", "[script]") {
  CHECK_THAT(scenario_story("cold-build", Carries::layers),
             StartsWith("job build, measured, cold\n"));
}

TEST_CASE("warm-build measures the second job and claims what is carried", "[script]") {
  CHECK_THAT(scenario_story("warm-build", Carries::layers),
             StartsWith("job prime\njob rebuild, measured, warm\nholds: with carried layers"));
  CHECK_THAT(scenario_story("warm-build", Carries::mounts),
             StartsWith("job prime\njob rebuild, measured, warm\nholds: without carried layers"));
  CHECK_THAT(scenario_story("warm-build", Carries::nothing),
             StartsWith("job prime\njob rebuild, measured, cold\n"));
}

TEST_CASE("source-change edits between the jobs and looks for the new marker", "[script]") {
  CHECK(scenario_story("source-change", Carries::mounts) ==
        "job prime\nedit source\njob rebuild, measured, warm\n"
        "holds: a changed source is built again\nholds: the artifact shows the edit\n");
}

TEST_CASE("version-bump measures a cold job and then a warm one", "[script]") {
  CHECK_THAT(scenario_story("version-bump", Carries::layers),
             StartsWith("job prime\nbump version\njob first, measured, cold\n") &&
                 ContainsSubstring("job second, measured, warm\nholds: what was saved"));
}

TEST_CASE("id-mismatch expects its verdict only when something is carried", "[script]") {
  CHECK_THAT(scenario_story("id-mismatch", Carries::mounts),
             StartsWith("job prime, mismatch\njob rebuild, measured, cold, mismatch\n") &&
                 ContainsSubstring("holds: the mismatch of identifiers is found"));
  CHECK_THAT(scenario_story("id-mismatch", Carries::nothing), !ContainsSubstring("is found"));
  const auto loaded = load({});
  REQUIRE(loaded.has_value());
  CHECK(scenario(*loaded, "id-mismatch").expect_fail ==
        std::vector<std::string>{"identifier-mismatch", "empty-restore"});
}

TEST_CASE("a scenario reads the whole reply of a job", "[script]") {
  CHECK(run_error("local job = ci:job { 'build', runner = 'laptop' }\n"
                  "ci:expect(job.name == 'build' and job.seconds == 1.5 and job.valid, 'job')\n"
                  "ci:expect(job.steps.total == 4 and job.steps.executed == 4, 'steps')\n"
                  "ci:expect(job.verdicts['x'].outcome == 'not judged', 'verdict')\n"
                  "ci:expect(job.artifact:contains 'marker-0', 'artifact')\n"
                  "ci:expect(job.artifact:contains 'marker-1', 'no such marker')") ==
        "job build, on laptop\nholds: job\nholds: steps\nholds: verdict\nholds: artifact\n"
        "FAILED: no such marker\n");
}

TEST_CASE("a scenario directs the cache service", "[script]") {
  CHECK(run_error("local cache = ci.actions_cache\n"
                  "cache:fault { on = 'lookup', status = 429, retry_after = 1, times = 3 }\n"
                  "cache:clear_faults()\n"
                  "cache:advance_clock { days = 1, hours = 1 }\n"
                  "cache:limit { quota = 20e6 }\n"
                  "cache:evict { key = 'index-', payload_only = true }\n"
                  "cache:entries()\n"
                  "ci:job { 'tag', ref = 'refs/tags/v1', token = 'expired', may_fail = true }") ==
        "fault on lookup, status 429, times 3\nclear faults\nadvance clock by 90000 s\n"
        "limit quota 20000000 read-only as it is\nevict 'index-' of '', payload only\nlist \n"
        "job tag, for refs/tags/v1, token expired, may fail\n");
}

TEST_CASE("a fault that does nothing or too much is refused", "[script]") {
  CHECK(run_error("ci.actions_cache:fault { on = 'lookup' }") ==
        "x.lua:2: actions_cache:fault does nothing: give status, delay, reset, truncate or stall");
  CHECK(run_error("ci.actions_cache:fault { reset = 1, stall = 1 }") ==
        "x.lua:2: actions_cache:fault can break a transfer in one way only");
  CHECK(run_error("ci.actions_cache:fault { on = 'lokup', status = 1 }") ==
        "x.lua:2: actions_cache:fault.on must be 'lookup' or 'create' or 'upload' or 'finalize' or "
        "'download' or 'list' or 'delete', not 'lokup' (did you mean 'lookup'?)");
  CHECK(run_error("ci.actions_cache:fault { status = -1 }") ==
        "x.lua:2: actions_cache:fault.status must be 0 or more, not -1");
}

TEST_CASE("an edit and a bump change what the script sees", "[script]") {
  CHECK(run_error("local marker = ci:edit 'source'\n"
                  "ci:expect(marker == 'marker-1' and ci.marker == marker, 'marker')\n"
                  "ci:expect(ci.version == 'v1' and ci:bump_version() == 'v2', 'returned')\n"
                  "ci:expect(ci.version == 'v2', 'kept')") ==
        "edit source\nholds: marker\nbump version\nholds: returned\nholds: kept\n");
}

TEST_CASE("a script sees the steps of a job and why they were made again", "[script]") {
  CHECK(run_error(
            "local job = ci:job { 'a' }\n"
            "local one, two = job:step 'RUN one', job:step 'COPY'\n"
            "ci:expect(one.cached and one.miss.kind == '', 'cached')\n"
            "ci:expect(two.miss.kind == 'input-changed' and two.miss.subject == 'a.c', 'missed')\n"
            "ci:expect(#job.steps.list == 2 and job.steps.total == 4, 'listed')\n"
            "ci:expect(job.miss.text == 'a.c changed', 'first')") ==
        "job a\nholds: cached\nholds: missed\nholds: listed\nholds: first\n");
  CHECK_THAT(run_error("ci:job { 'a' }:step 'nothing'"),
             ContainsSubstring("job:step: no step of job 'a' contains 'nothing'"));
  CHECK_THAT(run_error("ci:job { 'a' }:step '/2'"), ContainsSubstring("both contain '/2'"));
}

TEST_CASE("an expectation tells where it stands", "[script]") {
  ScriptTree tree;
  const auto file = tree.write("x.lua",
                               "return scenario { name = 'x', summary = 's', params = { n = "
                               "param.number(1, 'd') },\n  script = function(ci)\n"
                               "    ci:expect(ci.params.n == 2, 'set by the trial')\n  end }");
  const auto loaded = load({file});
  REQUIRE(loaded.has_value());
  auto trial = trial_of(Carries::nothing);
  trial.params["n"] = 2.0;
  auto script = scenario(*loaded, "x").start(trial);
  REQUIRE(script.has_value());
  const auto action = (*script)->resume(suite::Done{});
  REQUIRE(action.has_value());
  const auto& expect = std::get<suite::Expect>(**action);
  CHECK(expect.holds);
  CHECK(expect.where == file.string() + ":3");
}

TEST_CASE("suspended scripts do not disturb each other", "[script]") {
  auto loaded = load({});
  REQUIRE(loaded.has_value());
  const auto trial = trial_of(Carries::layers);
  auto first = scenario(*loaded, "warm-build").start(trial).value();
  auto second = scenario(*loaded, "source-change").start(trial).value();
  *loaded = {};  // scripts keep what they need
  REQUIRE(first->resume(suite::Done{}).has_value());
  REQUIRE(second->resume(suite::Done{}).has_value());
  const auto next = second->resume(suite::JobReply{});
  REQUIRE(next.has_value());
  CHECK(std::holds_alternative<suite::ApplyEdit>(**next));
  first.reset();
  REQUIRE(second->resume(suite::Edited{"m"}).has_value());
}

}  // namespace bxbench::script
