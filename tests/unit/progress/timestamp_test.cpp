// SPDX-License-Identifier: Apache-2.0
#include <harness/progress/timestamp.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <string>

using bxbench::progress::parse_timestamp;
using Catch::Matchers::WithinAbs;

TEST_CASE("a time of BuildKit keeps its fraction to the microsecond", "[progress]") {
  const auto time = parse_timestamp("2026-11-21T07:29:19.785659117Z");
  REQUIRE(time);
  CHECK_THAT(*time, WithinAbs(1795246159.785659, 1e-6));
}

TEST_CASE("a time without a fraction is read", "[progress]") {
  CHECK(parse_timestamp("1970-01-01T00:00:07Z") == 7.0);
}

TEST_CASE("times of a client in another zone mean the same instant", "[progress]") {
  const auto utc = parse_timestamp("2024-02-29T23:30:00.5Z");
  REQUIRE(utc);
  CHECK(parse_timestamp("2024-03-01T01:00:00.5+01:30") == utc);
  CHECK(parse_timestamp("2024-02-29T18:30:00.5-05:00") == utc);
}

TEST_CASE("what is no time has no value", "[progress]") {
  const std::string text =
      GENERATE("", "now", "0001-01-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-01-01T24:00:00Z",
               "2026-01-01T00:00:00", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00Zx",
               "2026-01-01 00:00:00Z", "2026-1-01T00:00:00Z", "2026-01-01T00:00:00+0100",
               "2026-01-01T00:00:00+01:00Z");
  CAPTURE(text);
  CHECK_FALSE(parse_timestamp(text));
}
