// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/pages.hpp>
#include <harness/diagnosis/rule.hpp>
#include <tests/support/job_facts.hpp>
#include <tests/support/samples.hpp>

#include <catch2/catch_test_macros.hpp>

#include <set>

using namespace bxbench;
using diagnosis::all_rules;

TEST_CASE("every rule has a name of its own, words and a page", "[diagnosis]") {
  std::set<std::string> names;
  for (const auto& rule : all_rules()) {
    CAPTURE(rule.name);
    CHECK(names.insert(rule.name).second);
    for (const auto* text : {rule.summary, rule.symptom, rule.cause, rule.fix})
      CHECK(std::string(text).size() > 10);
    const std::string reproduce = rule.reproduce;
    CHECK((reproduce.empty() || reproduce.starts_with("bxbench run ")));
    CHECK_FALSE(diagnosis::page_of(rule.name).empty());
  }
  CHECK(names.size() > 30);
}

TEST_CASE("a cache that works, in its first and second run, has no finding", "[diagnosis]") {
  CHECK(test::failures({test::first_fill()}).empty());
  CHECK(test::failures({test::second_hit()}).empty());
  CHECK(test::failures({test::first_fill(), test::second_hit()}).empty());
  CHECK(test::failures({test::layers_hit()}).empty());
}

TEST_CASE("of several failures the most likely cause comes first", "[diagnosis]") {
  auto job = test::second_hit();
  job.restores[0].bytes = 195;
  job.builds[0].mounts[0].before = job.builds[0].mounts[1].before = 8192;
  CHECK(test::failures({job}) == std::vector<std::string>{"key-locked", "empty-restore"});
}

TEST_CASE("passes stand after what could not be decided", "[diagnosis]") {
  auto job = test::second_hit();
  job.restores.push_back({"other", false, false});
  job.ref = "refs/tags/v1";
  const auto findings = diagnosis::judge(diagnosis::Facts{{job}}, diagnosis::Profile{});
  REQUIRE(findings.size() > 2);
  CHECK(findings.front().rule == "tag-isolation");
  CHECK(findings.front().outcome == diagnosis::Outcome::inconclusive);
  CHECK(findings.front().job == "build of 2.log");
}
