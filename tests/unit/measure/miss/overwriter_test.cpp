// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/miss/explain.hpp>
#include <tests/support/built.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using namespace bxbench::tests;

TEST_CASE("an export of another Dockerfile under the same name replaces the earlier one",
          "[miss]") {
  auto app = built("app"), tool = built("tool"), now = built("app-again");
  tool.dockerfile = "Dockerfile.tool";
  std::vector<measure::BuildRecord> earlier{app, tool};
  const auto* before = measure::build_before(earlier, now);
  REQUIRE(before == &earlier[0]);
  const auto* by = measure::overwriter(earlier, *before, now);
  REQUIRE(by == &earlier[1]);
  const auto misses = measure::explain_misses(*before, now, by);
  for (std::size_t n = 0; n < misses.size(); ++n) {
    if (now.steps[n].name.find("WORKDIR") == std::string::npos) continue;
    REQUIRE(misses[n]);
    CHECK(misses[n]->kind == "overwritten");
    CHECK(misses[n]->subject == "tool");
  }
  CHECK(measure::overwriter(earlier, earlier[1], now) == nullptr);
  earlier[1].cache_to = {"type=registry,ref=r:tool,mode=max"};
  CHECK(measure::overwriter(earlier, *before, now) == nullptr);
  earlier[1] = tool;
  earlier[1].cache_to.clear();
  CHECK(measure::overwriter(earlier, *before, now) == nullptr);
  // Another ref's entry stays beside it; a registry knows no refs.
  earlier[1] = tool;
  earlier[1].ref = "refs/pull/7/merge";
  CHECK(measure::overwriter(earlier, earlier[0], now) == &earlier[1]);
  for (auto* record : {&earlier[0], &earlier[1], &now}) {
    record->cache_to = {"type=gha,scope=s,mode=max"};
    record->cache_from = {"type=gha,scope=s"};
  }
  CHECK(measure::overwriter(earlier, earlier[0], now) == nullptr);
  earlier[1].ref = earlier[0].ref;
  CHECK(measure::overwriter(earlier, earlier[0], now) == &earlier[1]);
  earlier[1].cache_to = {"type=gha, scope=s"};
  CHECK(measure::overwriter(earlier, earlier[0], now) == nullptr);
  earlier[1] = tool;
  earlier[0].runner = now.runner = "laptop";
  CHECK(measure::overwriter(earlier, *before, now) == nullptr);
}
