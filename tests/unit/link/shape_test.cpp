// SPDX-License-Identifier: Apache-2.0
#include <harness/link/pacer.hpp>
#include <harness/link/shape.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

using namespace std::chrono_literals;
using Catch::Matchers::WithinRel;

namespace bxbench::link {
namespace {

TEST_CASE("a link is read as bandwidth and one-way latency", "[link]") {
  CHECK(parse_shape("none").value() == Shape{});
  CHECK(parse_shape("14MB/s").value() == Shape{14e6, 14e6, 0us});
  CHECK(parse_shape("100Mbit/s,20ms").value() == Shape{12.5e6, 12.5e6, 20ms});
  CHECK(parse_shape("1GB/s down,500kB/s up,1.5s").value() == Shape{1e9, 5e5, 1500ms});
  CHECK(parse_shape("250us").value() == Shape{0, 0, 250us});
  CHECK(parse_shape("8Mbit/s up").value() == Shape{0, 1e6, 0us});
}

TEST_CASE("presets are what they say", "[link]") {
  CHECK(parse_shape("github").value() == parse_shape("125MB/s,5ms").value());
  CHECK(parse_shape("home").value() == parse_shape("100Mbit/s down,40Mbit/s up,20ms").value());
  CHECK_FALSE(parse_shape("none").value().shaped());
}

TEST_CASE("what is no link is refused with an example", "[link]") {
  const auto text = GENERATE("", "fast", "14", "14 MB/s", "14MB", "-1MB/s", "0MB/s", "nanMB/s",
                             "1e40MB/s", "1MB/s sideways", "14MB/s,", "14MB/s,20", "61s", "1kbit/s",
                             "14MB/s;20ms", "infMB/s", ",20ms");
  CAPTURE(text);
  const auto shape = parse_shape(text);
  REQUIRE(shape.has_error());
  CHECK(shape.error().hint.find("14MB/s,20ms") != std::string::npos);
}

TEST_CASE("a link's words are read back as the same link", "[link]") {
  const auto text = GENERATE("none", "14MB/s", "14MB/s,20ms", "12.5MB/s down,5MB/s up,20ms", "20ms",
                             "1MB/s up,0.25ms");
  CHECK(to_text(parse_shape(text).value()) == text);
}

TEST_CASE("bytes leave a line at its rate, whoever sends them", "[link]") {
  Pacer pacer(1e6);
  const Clock::time_point start = Clock::now();
  Clock::time_point last{};
  for (int n = 0; n < 1000; ++n)  // all at once
    last = pacer.take(1000, start);
  CHECK_THAT(seconds(last - start), WithinRel(1.0, 0.003));
}

TEST_CASE("a line that was idle has saved up next to nothing", "[link]") {
  Pacer pacer(1e6);
  const Clock::time_point start = Clock::now();
  (void)pacer.take(1000, start);
  const auto later = start + 10s;
  CHECK(seconds(pacer.take(100'000, later) - later) > 0.097);
}

TEST_CASE("a line without a rate takes no time", "[link]") {
  Pacer pacer(0);
  const auto now = Clock::now();
  CHECK(pacer.take(1 << 30, now) == now);
}

}  // namespace
}  // namespace bxbench::link
