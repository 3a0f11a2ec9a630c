// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/resume.hpp>
#include <tests/support/example_records.hpp>
#include <tests/support/result_printer.hpp>

#include <catch2/catch_test_macros.hpp>

namespace bxbench::cli {
namespace {

TEST_CASE("a run that goes on is asked for what it was asked for", "[cli]") {
  RunOptions options;
  options.names = {"warm-build", "/p/own.lua"};
  options.workloads = {"shell"};
  options.strategies = {"none", "gha"};
  options.settings = {"gha.mode=min"};
  options.precision = 0.05;
  options.max_runs = 12;
  options.job_limit = 90;
  options.checkpoints = false;
  options.link = "home";
  journal::RunStarted run;
  run.request = request_of(options);
  run.repetitions = 4;
  run.seed = 7;
  run.baseline = "gha";
  RunOptions given;
  given.max_time = 60;
  const auto again = resumed_options(given, run);
  CHECK(again.names == std::vector<std::string>{"/p/own.lua"});
  CHECK(again.scenarios == std::vector<std::string>{"warm-build"});
  CHECK(again.workloads == options.workloads);
  CHECK(again.strategies == options.strategies);
  CHECK(again.settings == options.settings);
  CHECK(again.precision == 0.05);
  CHECK(again.max_runs == 12);
  CHECK(again.job_limit == 90);
  CHECK_FALSE(again.checkpoints);
  CHECK(again.link == "home");
  CHECK(again.runs == 4);
  CHECK(again.seed == 7);
  CHECK(again.baseline == "gha");
  CHECK(again.max_time == 60);
}

TEST_CASE("every input that changed is named", "[cli]") {
  journal::RunStarted then, now;
  then.inputs = {{"a", "1"}, {"b", "2"}, {"c", "3"}};
  CHECK(check_same_inputs(then, then));
  now.inputs = {{"a", "1"}, {"b", "x"}, {"d", "4"}};
  const auto refused = check_same_inputs(then, now);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::bad_input);
  CHECK(
      refused.error().message ==
      "cannot go on with this run, what it measures changed:\n  b has changed\n  c is gone\n  d is "
      "new");
}

TEST_CASE("a run that recorded no digests is not gone on with", "[cli]") {
  CHECK_FALSE(check_same_inputs({}, {}));
}

TEST_CASE("another Docker is another environment", "[cli]") {
  const auto then = tests::full_run_started();
  auto now = then;
  CHECK(check_same_environment(then, now));
  now.environment.docker = "28.5.2";
  now.environment.cpus = 8;
  const auto refused = check_same_environment(then, now);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message ==
        "cannot go on with this run, the machine changed:\n  docker was '27.3.1', now it is "
        "'28.5.2'\n  the number of CPUs was '4', now it is '8'");
}

}  // namespace
}  // namespace bxbench::cli
