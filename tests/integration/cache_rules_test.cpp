// SPDX-License-Identifier: Apache-2.0
// The truth table of the Actions cache: each scenario of scenarios/actions-cache holds with real
// builds.
#include <tests/integration/program.hpp>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <set>

namespace bxbench::tests {
namespace {

TEST_CASE("the Actions cache's rules hold for real builds", "[long]") {
  Program program;
  const auto folder = std::string(BXBENCH_PROJECT_ROOT) + "/scenarios/actions-cache";
  const auto ended = program.run({"run", folder, "--json"});
  INFO(ended.err);
  CHECK(ended.code == 0);
  const auto result = nlohmann::json::parse(ended.out);
  CHECK(result["errors"].empty());
  CHECK(result["failed_expectations"].empty());
  std::set<std::string> held;
  for (const auto& trial : result["trials"]) {
    CHECK(trial["expectations"].get<int>() >= 2);
    held.insert(trial["scenario"].get<std::string>() + " " + trial["strategy"].get<std::string>());
  }
  for (const auto* wanted :
       {"tag-isolation gha", "tag-isolation mount", "pull-request-scope gha",
        "exact-hit-saves-nothing mount", "evicted-blob gha", "token-trouble gha",
        "rate-limited gha", "eviction mount", "read-only-token gha", "broken-download gha",
        "service-switched-off gha", "key-taken mount"})
    CHECK(held.contains(wanted));
}

}  // namespace
}  // namespace bxbench::tests
