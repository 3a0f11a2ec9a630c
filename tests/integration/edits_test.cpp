// SPDX-License-Identifier: Apache-2.0
// What each kind of change costs: the scenarios of a workload's edits, with real builds.
#include <tests/integration/program.hpp>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <map>
#include <string>

using nlohmann::json;

namespace bxbench::tests {
namespace {

TEST_CASE("each kind of change rebuilds what it must under layers, and no more", "[edits][long]") {
  Program program;
  const auto ended = program.run(
      {"run", "-w", "shell", "-s", "none,mount,gha", "-c",
       "dependency-change,release,dockerfile-change,touch-only,ordinary-commit", "--json"});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  const auto run = json::parse(ended.out);
  CHECK(run["samples"].size() == 15);
  // Steps of 7 that a layer cache still has: the lock file is copied third, the sources fifth.
  const std::map<std::string, int> kept{{"dependency-change", 2},
                                        {"release", 2},
                                        {"dockerfile-change", 6},
                                        {"touch-only", 7},
                                        {"ordinary-commit", 4}};
  for (const auto& sample : run["samples"]) {
    CAPTURE(sample["cell"].dump(), sample["invalid_reason"].dump());
    CHECK(sample["valid"] == true);
    CHECK(sample["evidence"]["artifact_fresh"] == true);
    const bool layers = sample["cell"]["strategy"] == "gha";
    CHECK(sample["evidence"]["steps"]["cached"] ==
          (layers ? kept.at(sample["cell"]["scenario"]) : 0));
  }
}

}  // namespace
}  // namespace bxbench::tests
