// SPDX-License-Identifier: Apache-2.0
// What the service refuses: limits, quota, read-only, rates; and what scenarios turn.
#include <harness/service/actions_cache/operations/name.hpp>
#include <harness/service/actions_cache/operations/rate_limit.hpp>
#include <tests/support/cache_service.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace bxbench;
using namespace bxbench::service::actions_cache;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using test::json_of;

TEST_CASE("a name is text of limited length without control characters", "[actions_cache]") {
  std::string widest;
  for (int i = 0; i < 512; ++i)
    widest += "\xf0\x9f\x8d\xba";
  for (const auto& good : {std::string("k"), widest, std::string("a b/../%\\\"ü")})
    CHECK(is_valid_name(good));
  for (const auto& bad :
       {std::string{}, widest + "k", std::string("a\x1b[0m"), std::string("\x7f"),
        std::string("\xc2\x85"), std::string("\xff"), std::string("\xc3"), std::string("a\0b", 3)})
    CHECK_FALSE(is_valid_name(bad));
}

TEST_CASE("a lookup may name ten different keys", "[actions_cache]") {
  test::CacheService cache;
  std::vector<std::string> keys;
  for (int i = 0; i < 10; ++i)
    keys.push_back("key" + std::to_string(i));
  keys.push_back("key0");
  CHECK(cache.look_up(keys).contains("ok"));
  keys.push_back("key10");
  CHECK(cache.look_up(keys).at("code") == "invalid_argument");
}

TEST_CASE("an entry larger than the quota is refused when it is finalized", "[actions_cache]") {
  test::CacheService cache;
  cache.server->set_quota(4);
  cache.put(cache.upload_url("key"), "12345");
  const auto refused = cache.finalize("key", 5);
  CHECK(refused.status == 403);
  CHECK_THAT(json_of(refused).at("msg").get<std::string>(),
             ContainsSubstring("insufficient usage"));
  CHECK(cache.create("key").status == 200);
}

TEST_CASE("a quota evicts what was used longest ago, and the figures say so", "[actions_cache]") {
  test::CacheService cache;
  cache.save("old", "12345");
  cache.save("new", "12345");
  cache.look_up({"old"});
  cache.server->set_quota(7);
  CHECK(cache.look_up({"new"}).at("ok") == false);
  CHECK(cache.look_up({"old"}).at("ok") == true);
  CHECK(cache.server->traffic().at("").at("new").evictions == 1);
}

TEST_CASE("a read-only service creates nothing but serves what it has", "[actions_cache]") {
  test::CacheService cache;
  cache.save("key");
  cache.server->set_read_only(true);
  const auto refused = cache.create("other");
  CHECK(refused.status == 403);
  CHECK_THAT(json_of(refused).at("msg").get<std::string>(), StartsWith("cache write denied:"));
  CHECK(cache.look_up({"key"}).at("ok") == true);
  cache.server->set_read_only(false);
  CHECK(cache.create("other").status == 200);
}

TEST_CASE("a read-only token is told so in words that clients know", "[actions_cache]") {
  test::CacheService cache;
  cache.run_token = cache.server->token({.grants = {{"main", 1}}, .job = {}});
  CHECK_THAT(json_of(cache.create("key")).at("msg").get<std::string>(),
             StartsWith("cache write denied:"));
  cache.run_token = cache.server->token({.grants = {{"main", 2}}, .job = {}});
  CHECK_THAT(cache.look_up({"key"}).at("msg").get<std::string>(), StartsWith("cache read denied:"));
}

TEST_CASE("a rate limit slides", "[actions_cache]") {
  RateLimit limit(2);
  const Clock::time_point start{1h};
  CHECK_FALSE(limit.refuse(start));
  CHECK_FALSE(limit.refuse(start + 30s));
  CHECK(limit.refuse(start + 40s) == 20);
  CHECK_FALSE(limit.refuse(start + 60s));
  CHECK(limit.refuse(start + 61s) == 29);
}

TEST_CASE("two hundred creates a minute are allowed, when limits are asked for",
          "[actions_cache]") {
  test::CacheService cache;
  cache.settings.rate_limits = true;
  cache.restart();
  for (int i = 0; i < 200; ++i)
    REQUIRE(cache.create("key" + std::to_string(i)).status == 200);
  const auto refused = cache.create("one more");
  CHECK(refused.status == 429);
  CHECK_FALSE(http::find_field(refused.headers, "Retry-After").empty());
}

TEST_CASE("entries grow old by the service's clock", "[actions_cache]") {
  test::CacheService cache;
  cache.save("old");
  cache.server->advance_clock(24h * 6);
  cache.save("new");
  cache.server->advance_clock(25h);
  CHECK(cache.look_up({"old"}).at("ok") == false);
  CHECK(cache.look_up({"new"}).at("ok") == true);
  REQUIRE(cache.server->entries().size() == 1);
  CHECK(cache.server->entries().front().key == "new");
  CHECK(cache.server->entries().front().created > std::chrono::system_clock::now() + 24h * 5);
}

TEST_CASE("a payload that is evicted alone is found and then not there", "[actions_cache]") {
  test::CacheService cache;
  cache.save("key");
  Eviction which;
  which.key = "ke";
  which.payload_only = true;
  CHECK(cache.server->evict(which) == 1);
  CHECK_FALSE(cache.server->entries().front().payload);
  const auto reply = cache.get(cache.download_url("key"));
  CHECK(reply.status == 404);
  CHECK(http::find_field(reply.headers, "x-ms-error-code") == "BlobNotFound");
}

TEST_CASE("a URL stays good when its entry is evicted meanwhile", "[actions_cache]") {
  test::CacheService cache;
  cache.save("key", "payload");
  const auto url = cache.download_url("key");
  CHECK(cache.server->evict({}) == 1);
  CHECK(cache.look_up({"key"}).at("ok") == false);
  CHECK(cache.get(url).text == "payload");
  CHECK(cache.server->requests().back().key == "key");
}

TEST_CASE("a snapshot brings the entries back", "[actions_cache]") {
  test::CacheService cache;
  cache.save("key", "payload");
  REQUIRE(cache.server->snapshot(cache.tree / "snapshot").has_value());
  cache.server->evict({});
  cache.save("later");
  REQUIRE(cache.server->restore(cache.tree / "snapshot").has_value());
  CHECK(cache.get(cache.download_url("key")).text == "payload");
  CHECK(cache.look_up({"later"}).at("ok") == false);
}

TEST_CASE("traffic is counted by job and key, also through signed URLs", "[actions_cache]") {
  test::CacheService cache;
  cache.job = "prime";
  cache.run_token = cache.token("refs/heads/main");
  cache.look_up({"key"});
  cache.save("key", "12345");
  cache.create("key");
  cache.job = "rebuild";
  cache.run_token = cache.token("refs/heads/main");
  cache.get(cache.download_url("key"));
  const auto& prime = cache.server->traffic().at("prime").at("key");
  CHECK(prime.requests == 5);
  CHECK(prime.misses == 1);
  CHECK(prime.hits == 0);
  CHECK(prime.conflicts == 1);
  CHECK(prime.failures == 0);
  CHECK(prime.bytes_in > 5);
  const auto& rebuild = cache.server->traffic().at("rebuild").at("key");
  CHECK(rebuild.requests == 2);
  CHECK(rebuild.hits == 1);
  CHECK(rebuild.bytes_out > 5);
  CHECK(cache.server->requests().back().job == "rebuild");
}

TEST_CASE("records are told to listeners and kept only when asked for", "[actions_cache]") {
  test::CacheService cache;
  cache.settings.keep_requests = false;
  cache.restart();
  std::vector<RequestRecord> heard;
  cache.server->on_request([&](const RequestRecord& record) { heard.push_back(record); });
  cache.save("key-1");
  cache.look_up({"key"});
  CHECK(cache.server->requests().empty());
  REQUIRE(heard.size() == 4);
  CHECK(heard.back().matched_key == "key-1");
  CHECK(heard.back().protocol == "v2");
  CHECK(heard.at(1).protocol == "blob");
  CHECK(heard.back().client == "bxbench");
  CHECK(cache.server->traffic().at("").at("key").hits == 1);
}

TEST_CASE("URLs begin as the service is configured to be reached", "[actions_cache]") {
  test::CacheService cache;
  cache.settings.external_url = "http://cache.example:8080/";
  cache.restart();
  CHECK_THAT(cache.upload_url("key"), StartsWith("http://cache.example:8080/blob/upload/"));
  const auto url = cache.server->url() + "none";
  CHECK(cache.get(url, {{"Host", "cache.example:8080"}}).status == 404);
  CHECK(cache.get(url, {{"Host", "other.example:8080"}}).status == 403);
  Settings wrong;
  wrong.directory = cache.tree / "wrong";
  wrong.external_url = "ftp://x";
  CHECK(start_server(cache.loop.executor(), wrong).has_error());
}

TEST_CASE("the blocks of a list are too large together when one is listed too often",
          "[actions_cache]") {
  test::CacheService cache;
  const auto url = cache.upload_url("key");
  cache.put(url + "&comp=block&blockid=a", std::string(1 << 20, 'x'));
  std::string list = "<BlockList>";
  for (int i = 0; i < 10 * 1024 + 1; ++i)
    list += "<Latest>a</Latest>";
  CHECK(cache.put(url + "&comp=blocklist", list + "</BlockList>").status == 413);
}
