// SPDX-License-Identifier: Apache-2.0
#include <harness/http/router.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;

TEST_CASE("a pattern captures the segments it leaves open", "[http]") {
  const auto captures = http::match_path("/blob/{}/{}", "/blob/upload/17");
  REQUIRE(captures);
  CHECK(*captures == std::vector<std::string>{"upload", "17"});
}

TEST_CASE("a pattern matches whole paths only", "[http]") {
  CHECK_FALSE(http::match_path("/blob/{}", "/blob/1/2"));
  CHECK_FALSE(http::match_path("/blob/{}", "/blob"));
  CHECK_FALSE(http::match_path("/blob/{}", "/blob/"));
  CHECK_FALSE(http::match_path("/", "/x"));
  CHECK(http::match_path("/", "/"));
}
