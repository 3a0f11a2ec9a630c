// SPDX-License-Identifier: Apache-2.0
#include <harness/http/pace.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using namespace std::chrono_literals;
using http::Pace;

namespace {

const Clock::time_point start{};

bool late_after(Pace::Doing doing, Duration time) {
  Pace pace;
  pace.begin(doing, start);
  return pace.is_late(http::ServerOptions{}, start + time);
}

}  // namespace

TEST_CASE("each thing a connection does has its own limit", "[http]") {
  CHECK_FALSE(late_after(Pace::Doing::waiting, 179s));
  CHECK(late_after(Pace::Doing::waiting, 181s));
  CHECK_FALSE(late_after(Pace::Doing::head, 9s));
  CHECK(late_after(Pace::Doing::head, 11s));
  CHECK(late_after(Pace::Doing::leaving, 3s));
  CHECK_FALSE(late_after(Pace::Doing::handling, 24h));
}

TEST_CASE("the rate of a body is judged over each window anew", "[http]") {
  const http::ServerOptions options;
  Pace pace;
  pace.begin(Pace::Doing::moving, start);
  CHECK_FALSE(pace.is_late(options, start + 59s));
  pace.moved(61 * 1024);
  CHECK_FALSE(pace.is_late(options, start + 60s));
  pace.moved(59 * 1024);
  CHECK(pace.is_late(options, start + 120s));
}
