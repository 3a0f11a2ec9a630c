// SPDX-License-Identifier: Apache-2.0
// The mistakes around cache mounts: each fails as it says, and its repair holds.
#include <tests/integration/program.hpp>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <map>
#include <set>

namespace bxbench::tests {
namespace {

/// The rules that failed, by scenario.
std::map<std::string, std::set<std::string>> failed_rules(const nlohmann::json& result) {
  std::map<std::string, std::set<std::string>> failed;
  for (const auto& sample : result["samples"])
    for (const auto& verdict : sample["verdicts"])
      if (verdict["outcome"] == "fail")
        failed[sample["cell"]["scenario"]].insert(verdict["rule"].get<std::string>());
  return failed;
}

TEST_CASE("each mistake around cache mounts fails as it says and its repair holds", "[long]") {
  Program program;
  const auto ended = program.run({"run", "--json", "id-missing-in-map*", "save-before-extract*",
                                  "cache-step-after-dance", "key-locked*", "inject-skipped*",
                                  "two-maps-one-id*", "other-dockerfile*", "red-job*",
                                  "output-in-mount*", "lock-errors*", "download-step-cached*",
                                  "no-cache-drops-mounts*", "owner-mismatch*", "no-restore-keys*"});
  INFO(ended.err);
  CHECK(ended.code == 0);
  const auto result = nlohmann::json::parse(ended.out);
  CHECK(result["errors"].empty());
  CHECK(result["failed_expectations"].empty());
  for (const auto& sample : result["samples"])
    CHECK(sample["valid"] == true);
  const auto failed = failed_rules(result);
  CHECK(failed.at("id-missing-in-map").contains("identifier-mismatch"));
  CHECK(failed.at("id-missing-in-map").contains("empty-restore"));
  CHECK(failed.at("save-before-extract").contains("empty-restore"));
  CHECK(failed.at("cache-step-after-dance").contains("empty-restore"));
  CHECK(failed.at("key-locked").contains("empty-restore"));
  CHECK(failed.at("inject-skipped").contains("mount-empty"));
  CHECK(failed.at("owner-mismatch").contains("empty-restore"));
  CHECK(failed.at("other-dockerfile").contains("identifier-mismatch"));
  for (const auto& [scenario, rules] : failed) {
    INFO(scenario);
    CHECK(scenario.find("-fixed") == std::string::npos);
  }
}

TEST_CASE("every strategy carries what it promises to the next runner", "[long]") {
  Program program;
  const auto ended = program.run(
      {"run", "--json", "-w", "shell", "-s",
       "dance,host-dir,release-image,local,inline,mount+gha,mount+registry", "warm-build"});
  INFO(ended.err);
  CHECK(ended.code == 0);
  const auto result = nlohmann::json::parse(ended.out);
  CHECK(result["samples"].size() == 7);
  for (const auto& sample : result["samples"])
    CHECK(sample["valid"] == true);
}

}  // namespace
}  // namespace bxbench::tests
