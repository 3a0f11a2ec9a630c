// SPDX-License-Identifier: Apache-2.0
#include <harness/report/history/sparkline.hpp>
#include <harness/report/text.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>

using namespace bxbench::report;

TEST_CASE("a sparkline spans its values from bottom to top", "[report][history]") {
  CHECK(sparkline({1, 2, 3, 4, 5, 6, 7, 8}, 8, true) == "▁▂▃▄▅▆▇█");
  CHECK(sparkline({1, 2, 3, 4, 5, 6, 7, 8}, 8, false) == ".:-=+*#@");
  CHECK(sparkline({8, 1}, 20, true) == "█▁");
}

TEST_CASE("little noise looks flat in a sparkline", "[report][history]") {
  CHECK(sparkline({1, 1.01, 0.99, 1, 1.02}, 5, true).find("█") == std::string::npos);
  CHECK(sparkline({5, 5, 5}, 5, true) == "▅▅▅");
  CHECK(sparkline({0, 0}, 5, true) == "▅▅");
}

TEST_CASE("a long series is thinned to the width of its sparkline", "[report][history]") {
  std::vector<double> values(1000, 1);
  std::fill(values.begin() + 500, values.end(), 2);
  CHECK(sparkline(values, 10, true) == "▁▁▁▁▁█████");
  values.resize(13);
  CHECK(display_width(sparkline(values, 10, true)) == 10);
}

TEST_CASE("a sparkline leaves out what is no number", "[report][history]") {
  CHECK(sparkline({std::nan(""), 1, INFINITY, 8}, 8, true) == "▁█");
  CHECK(sparkline({std::nan("")}, 8, true).empty());
  CHECK(sparkline({}, 8, true).empty());
}
