// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/stats/welch.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <cmath>
#include <limits>

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using namespace bxbench::analysis::stats;

namespace {

std::vector<double> exponentials(const std::vector<double>& logs) {
  std::vector<double> values;
  for (const double log : logs)
    values.push_back(std::exp(log));
  return values;
}

}  // namespace

TEST_CASE("Welch's test finds a shift and is the same from either side", "[analysis]") {
  const auto one = exponentials(
      {2.75, 2.09, 2.34, 2.27, 2.11, 1.89, 1.91, 2.61, 2.26, 2.03, 1.95, 2.14, 2.27, 2.35, 2.40});
  const auto other = exponentials(
      {2.72, 2.21, 2.25, 2.57, 2.91, 2.60, 2.86, 2.31, 2.43, 2.48, 2.52, 2.39, 2.61, 2.34, 2.05});
  const auto ratio = welch_ratio(one, other);
  REQUIRE(ratio);
  REQUIRE(ratio->p);
  CHECK(*ratio->p < 0.05);
  CHECK(ratio->value < 1);
  REQUIRE(ratio->ci95);
  CHECK(ratio->ci95->second < 1);
  const auto turned = welch_ratio(other, one);
  CHECK_THAT(turned->value * ratio->value, WithinRel(1.0, 1e-9));
  CHECK_THAT(*turned->p, WithinAbs(*ratio->p, 1e-12));
}

TEST_CASE("Welch's test with two values a side agrees with Student's by hand", "[analysis]") {
  // Means 1 and 0, both variances 0.02 over 2: error sqrt(0.02), t = 7.0711, 2 degrees of freedom:
  // p = 1 - t / sqrt(t^2 + 2)
  const auto ratio = welch_ratio(exponentials({0.9, 1.1}), exponentials({-0.1, 0.1}));
  REQUIRE(ratio);
  const double t = 1 / std::sqrt(0.02);
  CHECK_THAT(*ratio->p, WithinAbs(1 - t / std::sqrt(t * t + 2), 1e-9));
  CHECK_THAT(ratio->value, WithinRel(std::exp(1.0), 1e-9));
}

TEST_CASE("where nothing can be said Welch's test says nothing", "[analysis]") {
  CHECK_FALSE(welch_ratio({1}, {1, 2}));
  CHECK_FALSE(welch_ratio({1, 0}, {1, 2}));
  CHECK_FALSE(welch_ratio({1, std::numeric_limits<double>::quiet_NaN()}, {1, 2}));
  CHECK_FALSE(welch_ratio({2, 2}, {1, 1}));
}
