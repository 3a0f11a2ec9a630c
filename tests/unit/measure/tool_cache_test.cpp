// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/tool_cache.hpp>

#include <catch2/catch_test_macros.hpp>

namespace bxbench::measure {
namespace {

TEST_CASE("ccache's first line of hits counts", "[measure]") {
  const auto read = read_tool_cache(
      "Cacheable calls:   20 / 20 (100.0%)\n  Hits:            15 / 20 (75.00%)\n"
      "    Direct:        15 / 15 (100.0%)\nLocal storage:\n  Hits: 40 / 60 (66.7%)\n");
  REQUIRE(read);
  CHECK(read->hits == 15);
  CHECK(read->calls == 20);
}

TEST_CASE("ccache's statistics of several steps add up", "[measure]") {
  const std::string step =
      "Cacheable calls: 20 / 20 (100.0%)\n  Hits: 15 / 20 (75.00%)\n"
      "Local storage:\n  Hits: 40 / 60 (66.7%)\n";
  const auto read = read_tool_cache(step + "Linking\n" + step);
  REQUIRE(read);
  CHECK(read->hits == 30);
  CHECK(read->calls == 40);
}

TEST_CASE("cargo's fresh and compiled crates are counted", "[measure]") {
  const auto read = read_tool_cache(
      "       Fresh serde v1.0.1\n   Compiling app v0.1.0 (/src)\n       Fresh log v0.4.0\n");
  REQUIRE(read);
  CHECK(read->hits == 2);
  CHECK(read->calls == 3);
}

TEST_CASE("output without a tool's cache has no rate", "[measure]") {
  CHECK_FALSE(read_tool_cache(""));
  CHECK_FALSE(read_tool_cache("Compiling the program\nHits: many\nFresh air\n"));
}

}  // namespace
}  // namespace bxbench::measure
