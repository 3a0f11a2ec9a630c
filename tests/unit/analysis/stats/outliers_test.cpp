// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/stats/outliers.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

using Catch::Matchers::WithinAbs;
using namespace bxbench::analysis::stats;
using Places = std::vector<std::size_t>;

TEST_CASE("a modified z score counts median deviations", "[analysis]") {
  // median 3, deviations 2 1 0 1 97: MAD 1
  const auto scores = modified_z_scores({1, 2, 3, 4, 100});
  REQUIRE(scores.size() == 5);
  CHECK_THAT(scores[0], WithinAbs(-2 * 0.6745, 1e-12));
  CHECK_THAT(scores[4], WithinAbs(97 * 0.6745, 1e-12));
}

TEST_CASE("where most samples are equal the mean deviation takes over", "[analysis]") {
  CHECK_THAT(modified_z_scores({3, 3, 3, 3, 8})[4], WithinAbs(5 / 1.253314, 1e-12));
  CHECK(modified_z_scores({3, 3, 3}) == std::vector<double>{0, 0, 0});
  CHECK(modified_z_scores({}).empty());
}

TEST_CASE("an outlier is far in deviations and far enough to matter", "[analysis]") {
  CHECK(outliers({10, 10.2, 9.9, 20, 10.1, 9.8, 10}) == Places{3});
  CHECK(outliers({10, 10.2, 9.9, 5, 10.1, 9.8, 10}) == Places{3});
  CHECK(outliers({10, 10.002, 9.999, 10.4, 10.001, 9.998, 10}).empty());
  CHECK(outliers({10, 14, 12, 15, 8, 11}).empty());
}

TEST_CASE("five samples are too few for outliers", "[analysis]") {
  CHECK(outliers({10, 10.1, 9.9, 10, 30}).empty());
  CHECK(outliers({10, 10.1, 9.9, 10, 10, 30}) == Places{5});
}

TEST_CASE("a first sample is slow against the others", "[analysis]") {
  const auto slow = slow_first({20, 10, 10.2, 9.9, 10.1});
  REQUIRE(slow);
  CHECK_THAT(*slow, WithinAbs(20 / 10.05, 1e-12));
  CHECK_FALSE(slow_first({10, 20, 10.2, 9.9, 10.1}));
  CHECK_FALSE(slow_first({10.9, 10, 10.01, 9.99, 10}));
  CHECK_FALSE(slow_first({20, 10, 25, 9.9, 10.1}));
  CHECK_FALSE(slow_first({20, 10, 10.2, 9.9}));
  CHECK_FALSE(slow_first({}));
}
