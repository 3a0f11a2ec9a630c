// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/precision.hpp>

#include <catch2/catch_test_macros.hpp>

using bxbench::analysis::fewest_to_be_precise;
using bxbench::analysis::precise_enough;

TEST_CASE("half the width of the interval is held against the median", "[analysis]") {
  // [9.5, 10.5] around 10: 5 %
  CHECK(precise_enough({9.5, 10, 10, 10, 10, 10.5}, 0.05));
  CHECK_FALSE(precise_enough({9.5, 10, 10, 10, 10, 10.5}, 0.0499));
}

TEST_CASE("without a 95 % interval nothing is precise", "[analysis]") {
  CHECK_FALSE(precise_enough({}, 1));
  CHECK_FALSE(precise_enough(std::vector<double>(fewest_to_be_precise() - 1, 10.0), 1));
  CHECK(precise_enough(std::vector<double>(fewest_to_be_precise(), 10.0), 0));
}

TEST_CASE("an outlier beyond the ranks of the interval does not matter", "[analysis]") {
  CHECK(precise_enough({10, 10, 10, 10, 10, 10, 10, 10, 30}, 0.05));
  CHECK_FALSE(precise_enough({10, 10, 10, 10, 10, 10, 10, 30}, 0.05));
}
