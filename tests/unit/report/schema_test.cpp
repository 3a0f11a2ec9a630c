// SPDX-License-Identifier: Apache-2.0
#include <harness/report/run_json.hpp>
#include <tests/support/example_records.hpp>
#include <tests/support/example_run.hpp>
#include <tests/support/schema.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

using namespace bxbench;
using Catch::Matchers::ContainsSubstring;
using Json = nlohmann::json;

namespace {

Json document(const tests::ExampleRun& run) {
  return Json::parse(report::render_run_json(run.results, run.cells));
}

/// What the published schema objects to in a run's document after an edit; empty: nothing.
template <class Edit>
std::string objections(Edit edit) {
  auto json = document(tests::troubled_run(7));
  edit(json);
  return tests::violations("results/schema/run.schema.json", json);
}

}  // namespace

TEST_CASE("run.json is what its schema says", "[report][schema]") {
  for (const int repetitions : {1, 7}) {
    CHECK(objections([](Json&) {}) == "");
    const auto good = document(tests::example_run(repetitions));
    CHECK(tests::violations("results/schema/run.schema.json", good) == "");
  }
}

TEST_CASE("evidence with every field is what the schema says", "[report][schema]") {
  auto run = tests::example_run(1);
  run.results.trials.push_back(tests::full_trial_finished());
  auto& sample = run.results.trials.back().samples.front();
  sample.invalid_reason.clear();
  sample.evidence.traffic["actions-cache"].sent =
      1;  // valijson takes integers above 2^63 as negative
  run.cells.front().verdicts = tests::full_sample().verdicts;
  CHECK(tests::violations("results/schema/run.schema.json", document(run)) == "");
}

TEST_CASE("a run of which nothing is known yet is what the schema says", "[report][schema]") {
  journal::ResultSet results;
  results.run.id = "x";
  results.run.started = "2026-05-01T12:00:00Z";
  CHECK(tests::violations("results/schema/run.schema.json",
                          Json::parse(report::render_run_json(results, {}))) == "");
}

TEST_CASE("the schema refuses a broken document", "[report][schema]") {
  CHECK_THAT(objections([](Json& json) { json["schema"] = "bxbench/run/2"; }),
             ContainsSubstring("schema"));
  CHECK_THAT(objections([](Json& json) { json.erase("seed"); }), ContainsSubstring("seed"));
  CHECK_THAT(objections([](Json& json) { json["extra"] = 1; }), ContainsSubstring("extra"));
  CHECK_THAT(objections([](Json& json) { json["cells"][0]["valid_samples"] = -1; }),
             ContainsSubstring("valid_samples"));
  CHECK_THAT(objections([](Json& json) { json["cells"][0]["job_seconds"]["ci95"] = {1}; }),
             ContainsSubstring("job_seconds"));
  CHECK_THAT(objections([](Json& json) { json["samples"][0]["evidence"].erase("steps"); }),
             ContainsSubstring("steps"));
  CHECK_THAT(objections([](Json& json) { json["samples"][0]["claim"] = "hot"; }),
             ContainsSubstring("claim"));
  CHECK_THAT(objections([](Json& json) { json["environment"]["cpus"] = 0; }),
             ContainsSubstring("cpus"));
}

TEST_CASE("the schema refuses an invalid sample that gives no reason", "[report][schema]") {
  CHECK(objections([](Json& json) { json["samples"][0]["valid"] = false; }) != "");
}
