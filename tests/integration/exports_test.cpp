// SPDX-License-Identifier: Apache-2.0
// The mistakes around --cache-to, and the commit's id as a build argument: each loses its cache as
// it says, with the reason, and its repair holds.
#include <tests/integration/program.hpp>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <set>

namespace bxbench::tests {
namespace {

TEST_CASE("each mistake around --cache-to loses the cache for the reason it names", "[long]") {
  Program program;
  const auto folder = std::string(BXBENCH_PROJECT_ROOT) + "/scenarios/exports";
  const auto ended = program.run({"run", "--json", folder, "commit-in-argument*"});
  INFO(ended.err);
  CHECK(ended.code == 0);
  const auto result = nlohmann::json::parse(ended.out);
  CHECK(result["errors"].empty());
  CHECK(result["failed_expectations"].empty());
  std::set<std::string> reasons;
  for (const auto& sample : result["samples"]) {
    const auto scenario = sample["cell"]["scenario"].get<std::string>();
    INFO(scenario);
    CHECK(sample["valid"] == true);
    for (const auto& step : sample["evidence"]["step_list"])
      if (!step["miss"].is_null())
        reasons.insert(scenario + " " + step["miss"]["kind"].get<std::string>());
  }
  for (const auto* wanted :
       {"inline-max not-exported", "never-imported not-imported", "scope-overwritten overwritten",
        "spec-with-blank saved-elsewhere", "commit-in-argument argument-changed"})
    CHECK(reasons.contains(wanted));
  for (const auto* repaired :
       {"scope-overwritten-fixed", "never-imported-fixed", "commit-in-argument-fixed"})
    for (const auto& reason : reasons)
      CHECK_FALSE(reason.starts_with(std::string(repaired) + " "));
}

}  // namespace
}  // namespace bxbench::tests
