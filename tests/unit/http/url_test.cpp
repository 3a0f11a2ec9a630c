// SPDX-License-Identifier: Apache-2.0
#include <harness/http/url.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;

TEST_CASE("a URL is taken apart", "[http]") {
  const auto url = http::parse_url("http://127.0.0.1:8080/a/b?c=%2F#frag");
  REQUIRE(url.has_value());
  CHECK(url->host == "127.0.0.1");
  CHECK(url->port == "8080");
  CHECK(url->target == "/a/b?c=%2F");
}

TEST_CASE("a URL without port and path gets the defaults", "[http]") {
  const auto url = http::parse_url("http://[::1]");
  REQUIRE(url.has_value());
  CHECK(url->host == "::1");
  CHECK(url->port == "80");
  CHECK(url->target == "/");
}

TEST_CASE("only http URLs are taken", "[http]") {
  CHECK(http::parse_url("https://localhost/").has_error());
  CHECK(http::parse_url("localhost:80").has_error());
  CHECK(http::parse_url("").has_error());
}

TEST_CASE("path and query of a request are decoded", "[http]") {
  const auto target = http::parse_target("/a%20b/..%2Fc?id=x%2By%3D&comp=block&empty");
  REQUIRE(target);
  CHECK(target->path == "/a b/../c");
  CHECK(target->query.at("id") == "x+y=");
  CHECK(target->query.at("comp") == "block");
  CHECK(target->query.contains("empty"));
}

TEST_CASE("a request target that is no path is refused", "[http]") {
  CHECK_FALSE(http::parse_target("https://elsewhere/"));
  CHECK_FALSE(http::parse_target("http:///path"));
  CHECK_FALSE(http::parse_target("http://user@host/"));
  CHECK_FALSE(http::parse_target("/%zz"));
}

TEST_CASE("a query value survives the way there and back", "[http]") {
  const std::string text = "a+b/c=&d ü%";
  const auto target = http::parse_target("/?v=" + http::encode_query_value(text));
  REQUIRE(target);
  CHECK(target->query.at("v") == text);
}

TEST_CASE("a target may name its host", "[http]") {
  const auto target = http::parse_target("http://localhost:80/a%20b?c=d").value();
  CHECK(target.authority == "localhost:80");
  CHECK(target.path == "/a b");
  CHECK(target.query.at("c") == "d");
  CHECK(http::parse_target("http://localhost").value().path == "/");
  CHECK(http::parse_target("/a").value().authority.empty());
}
