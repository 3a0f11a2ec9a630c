// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/stats/rank_sum.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <numeric>

using Catch::Matchers::WithinAbs;
using namespace bxbench::analysis::stats;

namespace {

/// Hollander & Wolfe, table 4.1: permeability of the human chorioamnion at term and earlier.
const std::vector<double> at_term{0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
const std::vector<double> earlier{1.15, 0.88, 0.90, 0.74, 1.21};

std::vector<double> counting(std::size_t count, double first) {
  std::vector<double> values(count);
  std::iota(values.begin(), values.end(), first);
  return values;
}

}  // namespace

TEST_CASE("the rank-sum test is that of the textbook", "[analysis]") {
  CHECK_THAT(*mann_whitney_p(at_term, earlier), WithinAbs(2 * 0.1272, 1e-4));
  CHECK(mann_whitney_p(at_term, earlier) == mann_whitney_p(earlier, at_term));
  const auto shift = unpaired_difference(at_term, earlier).value();
  CHECK_THAT(shift.value, WithinAbs(0.305, 1e-9));
  REQUIRE(shift.ci95);
  CHECK_THAT(shift.ci95->first, WithinAbs(-0.15, 1e-9));
  CHECK_THAT(shift.ci95->second, WithinAbs(0.76, 1e-9));
  CHECK(shift.pairs == 0);
}

TEST_CASE("a p value counts the ways to deal the values out", "[analysis]") {
  CHECK_THAT(*mann_whitney_p({1, 2, 3}, {4, 5, 6}), WithinAbs(2.0 / 20, 1e-12));
  CHECK_THAT(*mann_whitney_p({1, 2, 3, 4}, {5, 6, 7, 8}), WithinAbs(2.0 / 70, 1e-12));
  CHECK_THAT(*mann_whitney_p({1, 1}, {1, 2}), WithinAbs(1.0, 1e-12));
  CHECK(mann_whitney_p({1, 1}, {1, 1}) == 1);
  CHECK_FALSE(mann_whitney_p({}, {1}));
}

TEST_CASE("an unpaired interval is there as soon as 95 % are to be had", "[analysis]") {
  CHECK_FALSE(unpaired_difference({1, 2, 3}, {4, 5, 6})->ci95);
  CHECK(unpaired_difference({11, 12, 13, 14}, {1, 2, 3, 4})->ci95 == Interval{7, 13});
  CHECK(unpaired_difference({11, 12, 13}, {1, 2, 3, 4, 5})->ci95);
  CHECK_FALSE(unpaired_difference({11, 12}, {1, 2, 3, 4, 5})->ci95);
}

TEST_CASE("many values have the normal distribution that the exact one comes to", "[analysis]") {
  // U = 990, half added: (990.5 - 1250) / 145.1, and (990.5 - 1275) / 147.2.
  const auto one = counting(50, 0);
  const auto exact = unpaired_difference(one, counting(50, 5.5));
  const auto nearly = unpaired_difference(one, counting(51, 5.5));
  CHECK_THAT(*exact->p, WithinAbs(0.0736, 5e-4));
  CHECK_THAT(*nearly->p, WithinAbs(0.0533, 5e-4));
  CHECK_THAT(nearly->ci95->first, WithinAbs(exact->ci95->first, 1.5));
  CHECK_THAT(nearly->ci95->second, WithinAbs(exact->ci95->second, 1.5));
}

TEST_CASE("an unpaired ratio is the shift of the logarithms", "[analysis]") {
  const auto ratio = unpaired_ratio({2, 2.2, 2.4, 2.6}, {1, 1.1, 1.2, 1.3});
  REQUIRE(ratio);
  CHECK_THAT(ratio->value, WithinAbs(2.0, 1e-9));
  CHECK_THAT(ratio->ci95->first, WithinAbs(2 / 1.3, 1e-9));
  CHECK_FALSE(unpaired_ratio({2, 0}, {1, 1}));
}
