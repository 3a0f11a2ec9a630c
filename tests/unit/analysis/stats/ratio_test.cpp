// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/stats/summary.hpp>

#include <catch2/catch_test_macros.hpp>

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

TEST_CASE("the interval holds the ratio, stays within reach and is always the same", "[analysis]") {
  const std::vector<double> value{10, 11, 12, 13, 14, 15}, baseline{20, 21, 22, 23, 24, 25};
  const auto ratio = ratio_of_medians(value, baseline);
  REQUIRE(ratio->ci95);
  const auto [low, high] = *ratio->ci95;
  CHECK(low < ratio->value);
  CHECK(ratio->value < high);
  CHECK(low > 10.0 / 25);
  CHECK(high < 15.0 / 20);
  CHECK(ratio_of_medians(value, baseline)->ci95 == ratio->ci95);
}
