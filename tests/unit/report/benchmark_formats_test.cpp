// SPDX-License-Identifier: Apache-2.0
// Formats of other benchmark tools.
#include <harness/report/github_action_benchmark.hpp>
#include <harness/report/hyperfine.hpp>
#include <tests/support/odd_run.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <nlohmann/json.hpp>

using namespace bxbench;
using namespace bxbench::report;
using Catch::Matchers::WithinRel;
using Json = nlohmann::json;

namespace {

Json benchmarks(const tests::ExampleRun& run) {
  return Json::parse(render_github_action_benchmark(run.cells, run.results.run.baseline));
}

Json hyperfine(const tests::ExampleRun& run) {
  return Json::parse(render_hyperfine(run.cells)).at("results");
}

Json named(const Json& list, const char* key, const std::string& name) {
  for (const auto& one : list)
    if (one.at(key) == name) return one;
  return {};
}

}  // namespace

TEST_CASE("github-action-benchmark gets the median, half the interval, and what it rests on",
          "[report]") {
  auto run = tests::example_run(7);
  run.cell("mount", "source-change", "rebuild").invalid_samples = 2;
  const auto one = named(benchmarks(run), "name", "go/mount/source-change/rebuild");
  CHECK(one.at("value") == 2.9);
  CHECK(one.at("unit") == "seconds");
  CHECK(one.at("range") == "± 0.087");
  CHECK(one.at("extra") ==
        "0/7 steps cached\nratio to none: 0.24 [0.233, 0.25]\n7 samples, 2 invalid left out");
}

TEST_CASE("github-action-benchmark gets no range of a single sample and no ratio of the baseline",
          "[report]") {
  const auto one =
      named(benchmarks(tests::example_run(1)), "name", "go/none/source-change/rebuild");
  CHECK_FALSE(one.contains("range"));
  CHECK(one.at("extra") == "0/7 steps cached\n1 sample");
}

TEST_CASE("cells without a valid sample are in no other tool's file", "[report]") {
  auto run = tests::example_run(3);
  run.invalidate(run.cell("mount", "source-change", "rebuild"), 3, "why");
  CHECK(named(benchmarks(run), "name", "go/mount/source-change/rebuild").is_null());
  CHECK(named(hyperfine(run), "command", "go/mount/source-change/rebuild").is_null());
  CHECK(benchmarks(run).size() == 15);
  CHECK(hyperfine(run).size() == 15);
}

TEST_CASE("hyperfine's file has the fields of hyperfine, over valid samples", "[report]") {
  auto run = tests::example_run(3);
  auto& cell = run.cell("mount", "source-change", "rebuild");
  cell.samples.emplace_back().evidence.resources = cell.samples[0].evidence.resources;  // invalid
  cell.samples[1].evidence.build_error = "exit code 1";
  const auto one = named(hyperfine(run), "command", "go/mount/source-change/rebuild");
  CHECK(one.at("times") == Json(cell.job_seconds.samples));
  CHECK(one.at("exit_codes") == Json({0, nullptr, 0}));
  CHECK(one.at("median") == 2.9);
  CHECK_THAT(one.at("user").get<double>(), WithinRel(0.25 - 0.0625 + 2.5 - 0.5));
  CHECK_THAT(one.at("system").get<double>(), WithinRel(0.5625));
  CHECK(one.at("parameters") == Json{{"workload", "go"},
                                     {"strategy", "mount"},
                                     {"scenario", "source-change"},
                                     {"job", "rebuild"}});
}

TEST_CASE("CPU seconds of one side alone are unknown to hyperfine", "[report]") {
  auto run = tests::example_run(1);
  auto& cell = run.cell("mount", "source-change", "rebuild");
  cell.samples[0].evidence.resources.daemon.reset();
  const auto one = named(hyperfine(run), "command", "go/mount/source-change/rebuild");
  CHECK(one.at("user").is_null());
  CHECK(one.at("system").is_null());
  CHECK(one.at("stddev").is_null());  // of one run
}

TEST_CASE("odd names and no numbers leave other tools' files valid", "[report]") {
  const auto run = tests::odd_run();
  const auto list = benchmarks(run);
  CHECK(list.size() == run.cells.size() - 1);
  for (const auto& one : list) {
    CHECK(one.at("value").is_number());
    CHECK(one.at("name").get<std::string>().find('\n') == std::string::npos);
    for (const auto* word : {"nan", "inf"})
      CHECK(one.at("extra").get<std::string>().find(word) == std::string::npos);
  }
  const auto results = hyperfine(run);
  CHECK(results.size() == run.cells.size() - 2);
  for (const auto& one : results)
    for (const auto* field : {"mean", "median", "min", "max"})
      CHECK(one.at(field).is_number());
}
