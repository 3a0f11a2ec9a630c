// SPDX-License-Identifier: Apache-2.0
#include <tests/support/rule_quality.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using Confusion = std::map<std::string, std::set<std::string>>;

namespace {

/// What is not found yet, and what is found without reason; see tests/README.md.
const Confusion known_missed{{"miss-build-argument.registry", {"busted-by-argument"}}};
const Confusion known_wrong{};

/// What is in `found` and not in `known`.
Confusion beyond(const Confusion& found, const Confusion& known) {
  Confusion rest;
  for (const auto& [log, rules] : found)
    for (const auto& rule : rules)
      if (!known.contains(log) || !known.at(log).contains(rule)) rest[log].insert(rule);
  return rest;
}

}  // namespace

TEST_CASE("rules find the fault of recorded runs, and none in good ones", "[diagnosis]") {
  const auto recorded = test::recorded_logs();
  REQUIRE(recorded.size() >= 40);
  const auto quality = test::quality_of(recorded);
  INFO(test::describe(quality));
  CHECK(beyond(quality.missed, known_missed).empty());
  CHECK(beyond(quality.wrong, known_wrong).empty());
}
