// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/evidence.hpp>
#include <tests/support/recorded.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using measure::Evidence;

namespace {

Evidence evidence_of(const std::string& stream) {
  Evidence evidence;
  measure::add_build_evidence(evidence, test::recorded(stream));
  return evidence;
}

}  // namespace

TEST_CASE("a cold build executed every step", "[measure]") {
  const auto [total, cached, executed] = evidence_of("cold").steps;
  CHECK(total == 8);
  CHECK(cached == 0);
  CHECK(executed == 8);
}

TEST_CASE("a warm build executed none", "[measure]") {
  const auto evidence = evidence_of("warm-import");
  CHECK(evidence.steps.cached == 8);
  CHECK(evidence.steps.executed == 0);
  REQUIRE(evidence.imports.size() == 1);
  CHECK(evidence.imports[0].succeeded);
  CHECK(evidence.imports[0].name == "importing cache manifest from 127.0.0.1:5000/cache");
}

TEST_CASE("after a source change the steps below it ran, and unpacked ones did not", "[measure]") {
  const auto evidence = evidence_of("source-change");
  CHECK(evidence.steps.cached == 5);
  CHECK(evidence.steps.executed == 3);
  REQUIRE(evidence.step_list.size() == 8);
  for (const auto& step : evidence.step_list)
    if (step.name.starts_with("[build 3/5]")) {
      CHECK(step.cached);
      CHECK(step.seconds > 0.1);
    }
}

TEST_CASE("an import that failed says why", "[measure]") {
  const auto missing = evidence_of("import-missing");
  REQUIRE(missing.imports.size() == 1);
  CHECK_FALSE(missing.imports[0].succeeded);
  CHECK(missing.imports[0].error.ends_with("127.0.0.1:5000/nothing:latest: not found"));
  CHECK(missing.steps.executed == 8);
  const auto refused = evidence_of("gha-refused");
  REQUIRE(refused.imports.size() == 1);
  CHECK(refused.imports[0].error.ends_with("connection refused"));
}

TEST_CASE("a base image is no step", "[measure]") {
  CHECK(evidence_of("oci-layout").steps.total == 3);
  CHECK(evidence_of("registry-base").steps.total == 3);
}

TEST_CASE("steps that a failed build never came to were not executed", "[measure]") {
  const auto steps = evidence_of("run-fails").steps;
  CHECK(steps.total == 3);
  CHECK(steps.executed == 2);
}

TEST_CASE("what the build does not tell is left as it was", "[measure]") {
  Evidence evidence;
  evidence.expected_marker = "m-1";
  evidence.steps.total = 99;
  evidence.imports = {{"old", true, ""}};
  measure::add_build_evidence(evidence, progress::Trace{});
  CHECK(evidence.expected_marker == "m-1");
  CHECK(evidence.steps.total == 0);
  CHECK(evidence.imports.empty());
}
