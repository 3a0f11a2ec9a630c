// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/stats/paired.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

using Catch::Matchers::WithinAbs;
using namespace bxbench::analysis::stats;

TEST_CASE("without pairs there is no shift and no ratio", "[analysis]") {
  CHECK_FALSE(paired_shift({}));
  CHECK_FALSE(paired_ratio({}, {}));
  CHECK_FALSE(paired_ratio({1, 0}, {0, 1}));
}

TEST_CASE("a ratio is that of typical pairs, whatever their blocks have in common", "[analysis]") {
  const auto ratio = paired_ratio({2, 20, 200, 0.2}, {4, 40, 400, 0.4});
  REQUIRE(ratio);
  CHECK_THAT(ratio->value, WithinAbs(0.5, 1e-12));
  CHECK(ratio->pairs == 4);
  CHECK_THAT(paired_ratio({3}, {4})->value, WithinAbs(0.75, 1e-12));
}

TEST_CASE("pairs that are not positive drop out of a ratio", "[analysis]") {
  CHECK(paired_ratio({2, 0, 3}, {1, 1, 1})->pairs == 2);
}

TEST_CASE("below three pairs there is neither interval nor test", "[analysis]") {
  const auto shift = paired_shift({1, 2});
  REQUIRE(shift);
  CHECK(shift->value == 1.5);
  CHECK_FALSE(shift->ci95);
  CHECK_FALSE(shift->p);
  CHECK(paired_shift({1, 2, 3})->ci95);
}

TEST_CASE("up to five pairs interval and test are Student's", "[analysis]") {
  // mean 2, s 1, t(2; 0.975) = 4.30265; P(|t| > 2 sqrt(3)) = 0.0741801
  const auto shift = paired_shift({1, 2, 3});
  REQUIRE(shift->ci95);
  CHECK_THAT(shift->ci95->first, WithinAbs(2 - 4.302653 / 1.7320508, 1e-5));
  CHECK_THAT(shift->ci95->second, WithinAbs(2 + 4.302653 / 1.7320508, 1e-5));
  CHECK_THAT(*shift->p, WithinAbs(0.0741801, 1e-6));
}

TEST_CASE("few pairs without any scatter do not claim certainty", "[analysis]") {
  const auto shift = paired_shift({2, 2, 2});
  CHECK(shift->value == 2);
  CHECK_FALSE(shift->ci95);
  CHECK_FALSE(shift->p);
}

TEST_CASE("from six pairs up interval and test are those of signed ranks", "[analysis]") {
  const auto shift = paired_shift({1, 2, 3, 4, 5, 6});
  CHECK(shift->ci95 == Interval{1, 6});
  CHECK(shift->p == 2.0 / 64);
}

TEST_CASE("one wild pair out of twelve does not decide", "[analysis]") {
  const std::vector<double> value{11, 11.1, 11.2, 11, 10.9, 11.3, 11, 11.1, 10.8, 11, 11.2, 11.1};
  std::vector<double> baseline{10, 10.2, 10, 10.1, 9.9, 10, 10.2, 10, 9.8, 10.1, 10, 10.2};
  CHECK(differs(*paired_ratio(value, baseline)));
  baseline[4] = 20;
  CHECK(differs(*paired_ratio(value, baseline)));
}

TEST_CASE("a difference needs both the interval and the test", "[analysis]") {
  CHECK(differs({1.2, Interval{1.1, 1.3}, 0.03, 6}));
  CHECK(differs({0.8, Interval{0.7, 0.9}, 0.05, 6}));
  CHECK_FALSE(differs({1.2, Interval{1.1, 1.3}, 0.06, 6}));
  CHECK_FALSE(differs({1.2, Interval{1.0, 1.3}, 0.03, 6}));
  CHECK_FALSE(differs({1.2, Interval{1.1, 1.3}, {}, 6}));
  CHECK_FALSE(differs({1.2, {}, 0.03, 6}));
}

TEST_CASE("a difference of pairs is in their own unit", "[analysis]") {
  const auto shift = paired_difference({3, 5, 9}, {1, 2, 5});
  CHECK(shift->value == 3);
  CHECK(shift->pairs == 3);
}
