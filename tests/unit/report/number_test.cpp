// SPDX-License-Identifier: Apache-2.0
#include <harness/report/number.hpp>

#include <catch2/catch_test_macros.hpp>

#include <limits>

using namespace bxbench::report;

TEST_CASE("seconds keep about three digits", "[report]") {
  CHECK(human_seconds(0) == "0 ms");
  CHECK(human_seconds(0.084) == "84 ms");
  CHECK(human_seconds(0.0995) == "0.10 s");
  CHECK(human_seconds(0.84) == "0.84 s");
  CHECK(human_seconds(9.994) == "9.99 s");
  CHECK(human_seconds(9.996) == "10.0 s");
  CHECK(human_seconds(12.3) == "12.3 s");
  CHECK(human_seconds(59.94) == "59.9 s");
  CHECK(human_seconds(59.96) == "1 m 00 s");
  CHECK(human_seconds(102) == "1 m 42 s");
  CHECK(human_seconds(3599.4) == "59 m 59 s");
  CHECK(human_seconds(3599.6) == "1 h 00 m");
  CHECK(human_seconds(7500) == "2 h 05 m");
}

TEST_CASE("what is no duration is no figure", "[report]") {
  CHECK(human_seconds(-1) == "–");
  CHECK(human_seconds(std::numeric_limits<double>::quiet_NaN()) == "–");
  CHECK(human_ratio(std::numeric_limits<double>::infinity()) == "–");
}

TEST_CASE("an interval takes the unit of its median", "[report]") {
  CHECK(human_interval(0.05, 0.049, 0.2) == "[49–200]");
  CHECK(human_interval(9.9, 9.8, 10.25) == "[9.80–10.25]");
  CHECK(human_interval(12.3, 11.9, 12.84) == "[11.9–12.8]");
  CHECK(human_interval(102, 59, 3725) == "[0:59–1:02:05]");
}

TEST_CASE("bytes use decimal units", "[report]") {
  CHECK(human_bytes(0) == "0 B");
  CHECK(human_bytes(198) == "198 B");
  CHECK(human_bytes(999) == "999 B");
  CHECK(human_bytes(1000) == "1.0 kB");
  CHECK(human_bytes(999949) == "999.9 kB");
  CHECK(human_bytes(999950) == "1.0 MB");
  CHECK(human_bytes(12400000) == "12.4 MB");
  CHECK(human_bytes(std::numeric_limits<bxbench::Bytes>::max()) == "18.4 EB");
}

TEST_CASE("ratios keep about three digits", "[report]") {
  CHECK(human_ratio(0.001) == "<0.01×");
  CHECK(human_ratio(0.41) == "0.41×");
  CHECK(human_ratio(1) == "1.00×");
  CHECK(human_ratio(9.996) == "10.0×");
  CHECK(human_ratio(12.34) == "12.3×");
  CHECK(human_ratio(150) == "150×");
}
