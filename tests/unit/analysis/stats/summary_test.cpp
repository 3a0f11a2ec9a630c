// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/stats/summary.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <numeric>

using Catch::Matchers::WithinAbs;
using namespace bxbench::analysis::stats;

namespace {

/// 1, 2, … count
std::vector<double> counting(std::size_t count) {
  std::vector<double> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 1.0);
  return numbers;
}

}  // namespace

TEST_CASE("no samples have no statistics", "[analysis]") {
  const auto summary = summarize({});
  CHECK_FALSE(summary.median);
  CHECK_FALSE(summary.mean);
  CHECK_FALSE(summary.stddev);
  CHECK_FALSE(summary.ci95);
}

TEST_CASE("one sample has no deviation", "[analysis]") {
  const auto summary = summarize({4});
  CHECK(summary.median == 4.0);
  CHECK(summary.min == 4.0);
  CHECK(summary.max == 4.0);
  CHECK_FALSE(summary.stddev);
}

TEST_CASE("samples keep their order", "[analysis]") {
  const auto summary = summarize({3, 1, 2, 10});
  CHECK(summary.samples == std::vector<double>{3, 1, 2, 10});
  CHECK(summary.median == 2.5);
  CHECK(summary.mean == 4.0);
  CHECK(summary.min == 1.0);
  CHECK(summary.max == 10.0);
  REQUIRE(summary.stddev);
  CHECK_THAT(*summary.stddev, WithinAbs(4.082482904638631, 1e-12));
}

TEST_CASE("below six samples no interval reaches 95 %", "[analysis]") {
  CHECK_FALSE(summarize(counting(5)).ci95);
  CHECK(summarize(counting(6)).ci95 == Interval{1, 6});
}

TEST_CASE("an interval says how often it covers the median", "[analysis]") {
  CHECK_FALSE(summarize(counting(2)).ci_coverage);
  CHECK(summarize(counting(3)).ci_coverage == 0.75);
  CHECK(summarize(counting(4)).ci_coverage == 0.875);
  CHECK(summarize(counting(5)).ci_coverage == 0.9375);
  CHECK(summarize(counting(6)).ci_coverage == 0.96875);
  CHECK_THAT(*summarize(counting(9)).ci_coverage, WithinAbs(1 - 2 * 10.0 / 512, 1e-12));
}

TEST_CASE("three to five samples have their range for an interval", "[analysis]") {
  CHECK_FALSE(best_interval(summarize({})));
  CHECK_FALSE(best_interval(summarize(counting(2))));
  CHECK(best_interval(summarize(counting(3))) == Interval{1, 3});
  CHECK(best_interval(summarize(counting(9))) == Interval{2, 8});
}

TEST_CASE("the ranks of the median's interval are those of the tables", "[analysis]") {
  // Coverage: n = 8: 1..8 (99.2 %), 9: 2..8 (96.1 %), 20: 6..15 (95.9 %), 100: 40..61 (96.5 %).
  CHECK(summarize(counting(8)).ci95 == Interval{1, 8});
  CHECK(summarize(counting(9)).ci95 == Interval{2, 8});
  CHECK(summarize(counting(20)).ci95 == Interval{6, 15});
  CHECK(summarize(counting(100)).ci95 == Interval{40, 61});
}

TEST_CASE("the order of the samples does not change their interval", "[analysis]") {
  CHECK(summarize({9, 1, 8, 2, 7, 3, 6, 4, 5}).ci95 == Interval{2, 8});
}
