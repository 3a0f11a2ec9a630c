// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/names.hpp>
#include <harness/suite/names.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using Outcome = measure::Verdict::Outcome;

TEST_CASE("outcomes keep the words of the result files", "[measure]") {
  CHECK(name(Outcome::pass) == "pass");
  CHECK(name(Outcome::fail) == "fail");
  CHECK(name(Outcome::inconclusive) == "inconclusive");
  CHECK(measure::outcome_from("fail") == Outcome::fail);
  CHECK_FALSE(measure::outcome_from("failed"));
}

TEST_CASE("phases are named after their fields", "[measure]") {
  measure::Phases phases;
  phases.restore = 1;
  phases.export_image = 2;
  phases.save = 3;
  for (const auto& [name, field] : measure::phase_fields) {
    CAPTURE(name);
    const auto value = (phases.*field).value_or(0);
    CHECK(value == (name == "restore" ? 1 : name == "export_image" ? 2 : name == "save" ? 3 : 0));
  }
}
