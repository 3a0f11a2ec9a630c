// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/from_sample.hpp>
#include <harness/diagnosis/rule.hpp>
#include <tests/support/samples.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using diagnosis::all_rules;
using diagnosis::judge;

namespace {

std::vector<std::string> rules_that_judge(const measure::Sample& sample) {
  std::vector<std::string> names;
  for (const auto& verdict : judge(sample))
    names.push_back(verdict.rule);
  return names;
}

}  // namespace

TEST_CASE("the names of the rules over samples are a promise to scenarios and reports",
          "[diagnosis]") {
  std::vector<std::string> names;
  for (const auto& rule : all_rules()) {
    if (rule.of_samples) names.emplace_back(rule.name);
    CHECK_FALSE(std::string(rule.summary).empty());
  }
  CHECK(names == std::vector<std::string>{"identifier-mismatch", "empty-restore", "mount-empty",
                                          "cache-used", "artifact-fresh"});
}

TEST_CASE("only rules that apply judge", "[diagnosis]") {
  CHECK(rules_that_judge(test::plain_sample()) == std::vector<std::string>{"artifact-fresh"});
  CHECK(rules_that_judge(test::warm_layers()) ==
        std::vector<std::string>{"cache-used", "artifact-fresh"});
  CHECK(rules_that_judge(test::warm_mounts()) ==
        std::vector<std::string>{"empty-restore", "mount-empty", "cache-used", "artifact-fresh"});
}
