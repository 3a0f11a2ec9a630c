// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/stats/signed_rank.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

using Catch::Matchers::WithinAbs;
using namespace bxbench::analysis::stats;

namespace {

/// Hollander & Wolfe, table 3.1: depression factors of nine patients before therapy, less after.
const std::vector<double> depression{1.83 - 0.878, 0.50 - 0.647, 1.62 - 0.598,
                                     2.48 - 2.05,  1.68 - 1.06,  1.88 - 1.29,
                                     1.55 - 1.06,  3.06 - 3.14,  1.30 - 1.29};

/// 1, 2, … count with the first `negative` below 0: their rank sum is negative (negative + 1) / 2.
std::vector<double> ranked(int count, int negative) {
  std::vector<double> values;
  values.reserve(static_cast<std::size_t>(count));
  for (int i = 1; i <= count; ++i)
    values.push_back(i <= negative ? -i : i);
  return values;
}

}  // namespace

TEST_CASE("the signed-rank test is that of the textbook", "[analysis]") {
  CHECK_THAT(signed_rank_p(depression), WithinAbs(2 * 0.01953125, 1e-12));
  CHECK_THAT(hodges_lehmann(depression), WithinAbs(0.46, 1e-9));
  const auto interval = signed_rank_interval(depression);
  REQUIRE(interval);
  CHECK_THAT(interval->first, WithinAbs(0.010, 1e-9));
  CHECK_THAT(interval->second, WithinAbs(0.786, 1e-9));
}

TEST_CASE("a p value counts the ways to flip signs", "[analysis]") {
  CHECK(signed_rank_p(ranked(6, 0)) == 2.0 / 64);
  CHECK(signed_rank_p(ranked(6, 1)) == 4.0 / 64);
  CHECK(signed_rank_p(ranked(6, 2)) == 10.0 / 64);  // sums 0 to 3: 1 + 1 + 1 + 2 ways
  CHECK(signed_rank_p({-1, 2, 3, -4, 5, 6, 7, 8, 9, 10}) == 2 * 10.0 / 1024);  // sum 5
}

TEST_CASE("ties share their ranks and zeros tell nothing", "[analysis]") {
  CHECK(signed_rank_p({1, 1, -1, 2}) == 2 * 4.0 / 16);
  CHECK(signed_rank_p({0, 1, 1, 0, -1, 2}) == 2 * 4.0 / 16);
  CHECK(signed_rank_p({0, 0, 0}) == 1);
  CHECK(signed_rank_p({}) == 1);
}

TEST_CASE("below six differences there is no interval of signed ranks", "[analysis]") {
  CHECK_FALSE(signed_rank_interval({}));
  CHECK_FALSE(signed_rank_interval({1, 2, 3, 4, 5}));
  CHECK(signed_rank_interval({1, 2, 3, 4, 5, 6}) == Interval{1, 6});
}

TEST_CASE("what the test rejects, the interval leaves out", "[analysis]") {
  for (int count = 6; count <= 12; ++count)
    for (int negative = 0; negative <= count; ++negative) {
      const auto values = ranked(count, negative);
      const auto interval = signed_rank_interval(values).value();
      CHECK((signed_rank_p(values) <= 0.05) == (interval.first > 0 || interval.second < 0));
    }
}

TEST_CASE("many differences have the normal distribution that the exact one comes to",
          "[analysis]") {
  // Rank sum 8515, half added: (8515.5 - 10050) / 819.6, and (8515.5 - 10150.5) / 825.7.
  CHECK_THAT(signed_rank_p(ranked(200, 130)), WithinAbs(0.0612, 3e-4));
  CHECK_THAT(signed_rank_p(ranked(201, 130)), WithinAbs(0.0477, 3e-4));
  const auto exact = signed_rank_interval(ranked(200, 0)).value();
  const auto nearly = signed_rank_interval(ranked(201, 0)).value();
  CHECK_THAT(nearly.first, WithinAbs(exact.first, 1.0));
  CHECK_THAT(nearly.second, WithinAbs(exact.second, 1.0));
}
