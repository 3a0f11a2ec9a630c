// SPDX-License-Identifier: Apache-2.0
// Reservations that nobody finalizes, and uploads that go on behind a commit.
#include <harness/http/url.hpp>
#include <tests/support/cache_service.hpp>
#include <tests/support/raw_client.hpp>

#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>

using namespace bxbench;

TEST_CASE("a thousand reservations may be unfinished, one more is refused until one is finalized",
          "[actions_cache]") {
  test::CacheService cache;
  const auto first = cache.upload_url("first");
  for (int i = 1; i < 1000; ++i)
    REQUIRE(cache.create("key" + std::to_string(i)).status == 200);
  const auto refused = cache.create("one more");
  CHECK(refused.status == 429);
  CHECK(http::find_field(refused.headers, "Retry-After") == "60");
  const auto refused_v1 =
      cache.ask("POST", "_apis/artifactcache/caches", R"({"key":"one more","version":"v"})");
  CHECK(refused_v1.status == 429);
  cache.put(first, "content");
  CHECK(cache.finalize("first", 7).status == 200);
  CHECK(cache.create("one more").status == 200);
}

TEST_CASE("a reservation that idles longer than the limit is dropped, its name is free again",
          "[actions_cache]") {
  test::CacheService cache;
  CHECK(cache.create("key").status == 200);
  CHECK(cache.create("key").status == 409);
  cache.settings.unfinished_limit = std::chrono::seconds(0);
  cache.restart();
  const auto url = cache.upload_url("key");
  CHECK(cache.create("key").status == 200);
  CHECK(cache.put(url, "content").status == 404);
  CHECK(cache.finalize("key", 7).status == 404);
}

TEST_CASE("v1: a chunk that is still being written at the commit does not reach the entry",
          "[actions_cache]") {
  test::CacheService cache;
  cache.ask("POST", "_apis/artifactcache/caches", R"({"key":"key","version":"v"})");
  const auto port = http::parse_url(cache.server->url()).value().port;
  test::RawClient slow(cache.loop, static_cast<unsigned short>(std::stoi(port)));
  slow.send(
      fmt::format("PATCH /_apis/artifactcache/caches/1 HTTP/1.1\r\nHost: localhost\r\n"
                  "Authorization: Bearer {}\r\nContent-Range: bytes 0-5/*\r\n"
                  "Content-Length: 6\r\n\r\nabc",
                  cache.run_token));
  cache.loop.settle();
  const auto whole = cache.ask("PATCH", "_apis/artifactcache/caches/1", "ABCDEF",
                               {{"Content-Range", "bytes 0-5/*"}});
  CHECK(whole.status == 204);
  CHECK(cache.ask("POST", "_apis/artifactcache/caches/1", R"({"size":6})").status == 204);
  slow.send("def");
  CHECK(slow.answers().starts_with("HTTP/1.1 404"));
  CHECK(cache.get(cache.download_url("key")).text == "ABCDEF");
}
