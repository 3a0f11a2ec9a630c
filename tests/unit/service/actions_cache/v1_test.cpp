// SPDX-License-Identifier: Apache-2.0
// Protocol v1 over real connections.
#include <harness/service/actions_cache/chunks.hpp>
#include <harness/service/actions_cache/v1/content_range.hpp>
#include <harness/service/actions_cache/v1/messages.hpp>
#include <tests/support/cache_service.hpp>
#include <tests/support/raw_client.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <fmt/format.h>

using namespace bxbench;
using nlohmann::json;
using test::json_of;

namespace {

const std::string base = "_apis/artifactcache/";

http::Reply reserve(test::CacheService& cache, const std::string& key, json more = json::object()) {
  more["key"] = key;
  more["version"] = "v";
  return cache.ask("POST", base + "caches", more.dump());
}

std::string reserved(test::CacheService& cache, const std::string& key) {
  return std::to_string(json_of(reserve(cache, key)).at("cacheId").get<std::uint64_t>());
}

http::Reply patch(test::CacheService& cache, const std::string& id, Bytes first,
                  const std::string& bytes) {
  const auto range = fmt::format("bytes {}-{}/*", first, first + bytes.size() - 1);
  return cache.ask("PATCH", base + "caches/" + id, bytes, {{"Content-Range", range}});
}

http::Reply commit(test::CacheService& cache, const std::string& id, Bytes size) {
  return cache.ask("POST", base + "caches/" + id, json{{"size", size}}.dump());
}

http::Reply look_up(test::CacheService& cache, const std::string& keys) {
  return cache.ask("GET", base + "cache?keys=" + keys + "&version=v");
}

}  // namespace

TEST_CASE("v1: an entry is reserved, uploaded in chunks of any order, committed and found",
          "[actions_cache]") {
  test::CacheService cache;
  CHECK(look_up(cache, "key").status == 204);
  const auto id = reserved(cache, "key");
  CHECK(patch(cache, id, 3, "defg").status == 204);
  CHECK(patch(cache, id, 0, "abc").status == 204);
  CHECK(commit(cache, id, 7).status == 204);
  const auto found = json_of(look_up(cache, "none,ke"));
  CHECK(found.at("cacheKey") == "key");
  CHECK(found.at("scope") == "refs/heads/main");
  CHECK(found.at("cacheVersion") == "v");
  CHECK(cache.get(found.at("archiveLocation")).text == "abcdefg");
}

TEST_CASE("v1: both protocols share one store", "[actions_cache]") {
  test::CacheService cache;
  cache.save("two", "payload");
  CHECK(cache.get(json_of(look_up(cache, "two")).at("archiveLocation")).text == "payload");
  const auto id = reserved(cache, "one");
  CHECK(cache.create("one").status == 409);
  patch(cache, id, 0, "x");
  commit(cache, id, 1);
  CHECK(cache.get(cache.download_url("one")).text == "x");
}

TEST_CASE("v1: a conflict has the words by which BuildKit knows it", "[actions_cache]") {
  test::CacheService cache;
  reserved(cache, "key");
  const auto conflict = reserve(cache, "key");
  CHECK(conflict.status == 409);
  CHECK_THAT(json_of(conflict).at("message").get<std::string>(),
             Catch::Matchers::ContainsSubstring("already exists"));
  CHECK(json_of(conflict).at("typeKey") == "ArtifactCacheItemAlreadyExistsException");
}

TEST_CASE("v1: an empty archive needs no chunk", "[actions_cache]") {
  test::CacheService cache;
  CHECK(commit(cache, reserved(cache, "key"), 0).status == 204);
  CHECK(cache.get(cache.download_url("key")).text.empty());
}

TEST_CASE("v1: what is not whole is not committed, and its name is free again", "[actions_cache]") {
  test::CacheService cache;
  for (const Bytes size : {Bytes{2}, Bytes{4}, Bytes{0}}) {
    const auto id = reserved(cache, "key");
    patch(cache, id, 0, "abc");
    CHECK(commit(cache, id, size).status == 400);
    CHECK(commit(cache, id, 3).status == 404);
  }
  const auto hole = reserved(cache, "key");
  patch(cache, hole, 1, "bc");
  CHECK(commit(cache, hole, 3).status == 400);
}

TEST_CASE("v1: a chunk that is sent again counts once", "[actions_cache]") {
  test::CacheService cache;
  const auto id = reserved(cache, "key");
  patch(cache, id, 0, "xxx");
  patch(cache, id, 0, "abc");
  CHECK(commit(cache, id, 3).status == 204);
  CHECK(cache.get(cache.download_url("key")).text == "abc");
  CHECK(patch(cache, id, 0, "zzz").status == 404);
  CHECK(commit(cache, id, 3).status == 404);
}

TEST_CASE("v1: a chunk stays within the announced and the allowed size", "[actions_cache]") {
  test::CacheService cache;
  const auto announced = json_of(reserve(cache, "a", {{"cacheSize", 4}})).at("cacheId");
  CHECK(patch(cache, announced.dump(), 2, "abc").status == 400);
  CHECK(patch(cache, announced.dump(), 2, "ab").status == 204);
  const auto id = reserved(cache, "b");
  CHECK(patch(cache, id, Bytes{10} << 30, "x").status == 400);
  CHECK(patch(cache, id, (Bytes{10} << 30) - 1, "x").status == 204);
  CHECK(patch(cache, id, ~Bytes{0} - 5, "x").status == 400);
}

TEST_CASE("v1: a chunk must be as long as it says", "[actions_cache]") {
  test::CacheService cache;
  const auto path = base + "caches/" + reserved(cache, "key");
  for (const std::string range : {"bytes 0-1/*", "bytes 0-3/*", "bytes 2-0/*", "0-2", ""})
    CHECK(cache.ask("PATCH", path, "abc", {{"Content-Range", range}}).status == 400);
  CHECK(cache.ask("PATCH", base + "caches/x", "abc", {{"Content-Range", "bytes 0-2/*"}}).status ==
        404);
}

TEST_CASE("v1: chunked encoding works, with too much and too little too", "[actions_cache]") {
  test::CacheService cache;
  const auto id = reserved(cache, "key");
  auto url = cache.server->url();
  const auto port = std::stoi(url.substr(url.rfind(':') + 1));
  const auto status = [&](const std::string& range, const std::string& body) {
    test::RawClient client(cache.loop, static_cast<unsigned short>(port));
    client.send("PATCH /" + base + "caches/" + id + " HTTP/1.1\r\nHost: localhost\r\n" +
                "Authorization: Bearer " + cache.run_token + "\r\nContent-Range: " + range +
                "\r\nTransfer-Encoding: chunked\r\n\r\n" + body);
    return client.answers().substr(9, 3);
  };
  CHECK(status("bytes 0-4/*", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n") == "204");
  CHECK(status("bytes 5-6/*", "3\r\nfgh\r\n0\r\n\r\n") == "400");
  CHECK(status("bytes 5-6/*", "1\r\nf\r\n0\r\n\r\n") == "400");
  CHECK(commit(cache, id, 5).status == 204);
  CHECK(cache.get(cache.download_url("key")).text == "abcde");
}

TEST_CASE("v1: a reservation belongs to its scope", "[actions_cache]") {
  test::CacheService cache;
  const auto id = reserved(cache, "key");
  cache.run_token = cache.token("refs/heads/other", {"refs/heads/main"});
  CHECK(patch(cache, id, 0, "abc").status == 404);
  CHECK(commit(cache, id, 0).status == 404);
  cache.run_token = "none";
  CHECK(reserve(cache, "other").status == 401);
}

TEST_CASE("v1: the list shows what the token may read", "[actions_cache]") {
  test::CacheService cache;
  cache.save("deps-1");
  cache.save("other");
  const auto list = json_of(cache.ask("GET", base + "caches?key=deps"));
  CHECK(list.at("totalCount") == 1);
  CHECK(list.at("artifactCaches").at(0).at("cacheKey") == "deps-1");
  cache.run_token = cache.token("refs/heads/other");
  CHECK(json_of(cache.ask("GET", base + "caches?key=")).at("totalCount") == 0);
}

TEST_CASE("v1: a size above the quota is refused at once", "[actions_cache]") {
  test::CacheService cache;
  cache.server->set_quota(100);
  const auto reply = reserve(cache, "key", {{"cacheSize", 101}});
  CHECK(reply.status == 400);
  CHECK_THAT(reply.text, Catch::Matchers::ContainsSubstring("insufficient usage"));
  CHECK(reserve(cache, "key", {{"cacheSize", 100}}).status == 201);
}

TEST_CASE("a content range is two ordered numbers and a total or none", "[actions_cache]") {
  using service::actions_cache::parse_content_range;
  const auto range = parse_content_range("bytes 5-9/*");
  REQUIRE(range.has_value());
  CHECK(range->first == 5);
  CHECK(range->size() == 5);
  CHECK(parse_content_range("bytes 0-0/1").has_value());
  for (const std::string text :
       {"", "bytes", "bytes 1-0/*", "bytes 0-1/1", "bytes -1-2/*", "bytes 0-1", "bytes 0-1/",
        "bytes 0-1/**", "bytes 0-18446744073709551615/*", "bytes 0-18446744073709551616/*",
        "items 0-1/*", "bytes 0-1/2x", "bytes  0-1/*"})
    CHECK_FALSE(parse_content_range(text));
}

TEST_CASE("chunks join to a whole in any order", "[actions_cache]") {
  service::actions_cache::Chunks chunks;
  CHECK(chunks.is_whole(0));
  chunks.add(4, 2);
  chunks.add(0, 2);
  CHECK_FALSE(chunks.is_whole(6));
  chunks.add(1, 4);
  CHECK(chunks.is_whole(6));
  CHECK(chunks.received() == 6);
  chunks.add(0, 9);
  CHECK(chunks.is_whole(9));
  CHECK_FALSE(chunks.is_whole(8));
}

TEST_CASE("v1: messages that are none are refused", "[actions_cache]") {
  using namespace service::actions_cache;
  for (const std::string text : {"", "[]", "{}", R"({"key":"k"})", R"({"key":"","version":"v"})",
                                 R"({"key":"k","version":"v","cacheSize":-1})"})
    CHECK(parse_reserve_v1(text).has_error());
  for (const std::string text : {"", "{}", R"({"size":"1"})", R"({"size":-1})", R"({"size":1.5})"})
    CHECK(parse_commit_v1(text).has_error());
  CHECK(parse_keys_v1("a,b").value().size() == 2);
  for (const std::string text : {"", "a,,b", "a,", "\xff"})
    CHECK(parse_keys_v1(text).has_error());
}
