// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/stats/summary.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

using Catch::Matchers::WithinAbs;
using namespace bxbench::analysis::stats;

TEST_CASE("a ratio is that of the medians", "[analysis]") {
  const auto ratio = ratio_of_medians({1, 2, 90}, {4, 5});
  REQUIRE(ratio);
  CHECK(ratio->value == 2 / 4.5);
}

TEST_CASE("without samples or a positive baseline there is no ratio", "[analysis]") {
  CHECK_FALSE(ratio_of_medians({}, {1}));
  CHECK_FALSE(ratio_of_medians({1}, {}));
  CHECK_FALSE(ratio_of_medians({1}, {0}));
}

TEST_CASE("below five samples on either side there is no interval", "[analysis]") {
  CHECK_FALSE(ratio_of_medians({1, 2, 3, 4}, {1, 2, 3, 4, 5})->ci95);
  CHECK_FALSE(ratio_of_medians({1, 2, 3, 4, 5}, {1, 2, 3, 4})->ci95);
  CHECK(ratio_of_medians({1, 2, 3, 4, 5}, {1, 2, 3, 4, 5})->ci95);
}

TEST_CASE("a baseline that may be zero gives no interval", "[analysis]") {
  CHECK_FALSE(ratio_of_medians({1, 2, 3, 4, 5}, {0, 2, 3, 4, 5})->ci95);
}

TEST_CASE("equal samples leave no doubt", "[analysis]") {
  CHECK(ratio_of_medians({6, 6, 6, 6, 6}, {3, 3, 3, 3, 3})->ci95 == Interval{2, 2});
}

TEST_CASE("the interval leaves out a fortieth on either side and is always the same",
          "[analysis]") {
  const auto ratio = ratio_of_medians({10, 11, 12, 13, 14, 15}, {20, 21, 22, 23, 24, 25});
  REQUIRE(ratio->ci95);
  // 200,000 resamples by another program come to the same two quotients.
  CHECK_THAT(ratio->ci95->first, WithinAbs(11.0 / 24, 1e-12));
  CHECK_THAT(ratio->ci95->second, WithinAbs(14.5 / 22, 1e-12));
}
