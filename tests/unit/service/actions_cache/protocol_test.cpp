// SPDX-License-Identifier: Apache-2.0
// The v2 service over real connections: calls, scopes, conflicts, tokens.
#include <tests/support/cache_service.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using nlohmann::json;
using test::json_of;

TEST_CASE("an entry is created, uploaded, finalized, found and downloaded", "[actions_cache]") {
  test::CacheService cache;
  CHECK(cache.look_up({"key"}).at("ok") == false);
  cache.save("key", "payload");
  const auto found = cache.look_up({"key"});
  CHECK(found.at("ok") == true);
  CHECK(found.at("matched_key") == "key");
  CHECK(cache.get(found.at("signed_download_url")).text == "payload");
}

TEST_CASE("a miss is an answer", "[actions_cache]") {
  test::CacheService cache;
  const json message{{"key", "key"}, {"version", "v"}};
  CHECK(cache.call("GetCacheEntryDownloadURL", message, cache.run_token).status == 200);
}

TEST_CASE("a create is refused while the name is reserved and once it is finalized",
          "[actions_cache]") {
  test::CacheService cache;
  const auto url = cache.upload_url("key");
  auto conflict = cache.create("key");
  CHECK(conflict.status == 409);
  CHECK(json_of(conflict).at("code") == "already_exists");
  CHECK_FALSE(json_of(conflict).contains("message"));
  cache.put(url, "x");
  cache.finalize("key", 1);
  CHECK(cache.create("key").status == 409);
}

TEST_CASE("a restore key finds the newest entry that begins with it", "[actions_cache]") {
  test::CacheService cache;
  cache.save("index#9");
  cache.save("index#10");
  CHECK(cache.look_up({"index"}).at("matched_key") == "index#10");
  CHECK(cache.look_up({"none", "index#9"}).at("matched_key") == "index#9");
}

TEST_CASE("a branch reads its base but is not read by it", "[actions_cache]") {
  test::CacheService cache;
  cache.save("main-key");
  cache.run_token = cache.token("refs/heads/feature", {"refs/heads/main"});
  CHECK(cache.look_up({"main-key"}).at("ok") == true);
  CHECK(cache.create("main-key").status == 200);
  cache.save("feature-key");
  cache.run_token = cache.token("refs/heads/main");
  CHECK(cache.look_up({"feature-key"}).at("ok") == false);
}

TEST_CASE("a finalized size must be the uploaded one", "[actions_cache]") {
  test::CacheService cache;
  cache.put(cache.upload_url("key"), "12345");
  CHECK(cache.finalize("key", 4).status == 400);
  CHECK(cache.finalize("key", 5).status == 404);
  CHECK(cache.create("key").status == 200);
}

TEST_CASE("an entry cannot be finalized before or without its data", "[actions_cache]") {
  test::CacheService cache;
  CHECK(cache.finalize("key", 0).status == 404);
  cache.create("key");
  CHECK(json_of(cache.finalize("key", 0)).at("code") == "failed_precondition");
}

TEST_CASE("an entry is finalized once", "[actions_cache]") {
  test::CacheService cache;
  cache.save("key");
  CHECK(cache.finalize("key", 7).status == 404);
}

TEST_CASE("sizes come as numbers and as strings, ids go as strings", "[actions_cache]") {
  test::CacheService cache;
  cache.put(cache.upload_url("key"), "12345");
  const json message{{"key", "key"}, {"version", "v"}, {"sizeBytes", "5"}, {"more", 1}};
  const auto reply = cache.call("FinalizeCacheEntryUpload", message, cache.run_token);
  CHECK(reply.status == 200);
  CHECK(json_of(reply).at("entry_id").is_string());
}

TEST_CASE("a call needs a good token", "[actions_cache]") {
  test::CacheService cache;
  const json message{{"key", "key"}, {"version", "v"}};
  auto altered = cache.run_token;
  altered.at(altered.find('.') + 5) ^= 1;
  for (const auto& token : {std::string{}, std::string("x"), altered}) {
    const auto reply = cache.call("CreateCacheEntry", message, token);
    CHECK(reply.status == 401);
    CHECK(json_of(reply).at("code") == "unauthenticated");
  }
}

TEST_CASE("a token is worth what its grants say", "[actions_cache]") {
  test::CacheService cache;
  cache.run_token = cache.server->token({.grants = {{"main", 1}}, .job = {}});
  CHECK(cache.create("key").status == 403);
  CHECK(cache.finalize("key", 1).status == 403);
  cache.run_token = cache.server->token({.grants = {{"main", 2}}, .job = {}});
  CHECK(cache.look_up({"key"}).at("code") == "permission_denied");
}

TEST_CASE("a key is text, not a path", "[actions_cache]") {
  test::CacheService cache;
  for (const std::string key : {"../../etc/passwd", "/a", "a b%2f#?&ü", "..", "x,y"}) {
    cache.save(key, key);
    CHECK(cache.get(cache.download_url(key)).text == key);
  }
  CHECK(std::filesystem::exists(cache.tree / "store/entries/5.blob"));
  CHECK_FALSE(std::filesystem::exists(cache.tree / "etc"));
}

TEST_CASE("a key that is no text is refused", "[actions_cache]") {
  test::CacheService cache;
  const std::string longest(512, 'k');
  CHECK(cache.create(longest).status == 200);
  for (const auto& key : {std::string{}, longest + "k", std::string("a\nb"), std::string("\0", 1)})
    CHECK(cache.create(key).status == 400);
}

TEST_CASE("a body that is no message is refused", "[actions_cache]") {
  test::CacheService cache;
  const auto url =
      cache.server->url() + "twirp/github.actions.results.api.v1.CacheService/CreateCacheEntry";
  for (const std::string text : {"", "{", "[]", "{\"key\":1,\"version\":\"v\"}", "{\"key\":\"k\"}",
                                 "{\"key\":\"\xff\",\"version\":\"v\"}"}) {
    const auto reply =
        cache.loop.run(http::post_json(url, cache.run_token, text, std::chrono::seconds(5)));
    CHECK(reply->status == 400);
  }
  const std::string large(70'000, ' ');
  CHECK(cache.loop.run(http::post_json(url, cache.run_token, large, std::chrono::seconds(5)))
            ->status == 400);
}

TEST_CASE("an unknown path is a bad route", "[actions_cache]") {
  test::CacheService cache;
  const auto reply = cache.call("DeleteCacheEntry", json::object(), cache.run_token);
  CHECK(reply.status == 404);
  CHECK(json_of(reply).at("code") == "bad_route");
}

TEST_CASE("a web page cannot reach the service", "[actions_cache]") {
  test::CacheService cache;
  cache.save("key");
  const auto url = cache.download_url("key");
  CHECK(cache.get(url, {{"Origin", "http://evil.example"}}).status == 403);
  CHECK(cache.get(url, {{"Host", "evil.example:80"}}).status == 403);
  CHECK(cache.get(url, {{"Host", "localhost"}}).status == 200);
}

TEST_CASE("a Host field with more than a host and a port is refused, not answered with URLs",
          "[actions_cache]") {
  test::CacheService cache;
  cache.save("key");
  const auto url = cache.download_url("key");
  for (const std::string host : {"127.0.0.1:\xff", "127.0.0.1:80@evil.example", "localhost:80/x",
                                 "[::1]evil.example", "127.0.0.1:80:80"})
    CHECK(cache.get(url, {{"Host", host}}).status == 403);
  for (const std::string host : {"127.0.0.1:80", "127.0.0.1:", "[::1]", "[::1]:80"})
    CHECK(cache.get(url, {{"Host", host}}).status == 200);
}

TEST_CASE("finalized entries outlive the server, reservations do not", "[actions_cache]") {
  test::CacheService cache;
  cache.save("saved", "payload");
  cache.put(cache.upload_url("unfinished"), "x");
  cache.restart();
  CHECK(cache.get(cache.download_url("saved")).text == "payload");
  CHECK(cache.create("unfinished").status == 200);
  cache.save("newer");
  CHECK(cache.create("saved").status == 409);
}

TEST_CASE("every answered request leaves a record", "[actions_cache]") {
  test::CacheService cache;
  cache.look_up({"key"});
  cache.save("key", "payload");
  cache.get(cache.download_url("key"));
  std::string story;
  for (const auto& record : cache.server->requests())
    story += record.operation + (record.hit ? "+ " : " ");
  CHECK(story == "lookup create upload finalize lookup+ download ");
  const auto& upload = cache.server->requests().at(2);
  CHECK(upload.key == "key");
  CHECK(upload.scope == "refs/heads/main");
  CHECK(upload.status == 201);
  CHECK(upload.bytes_in == 7);
  CHECK(cache.server->requests().at(5).bytes_out == 7);
  CHECK(cache.server->requests().at(0).scope.empty());
}
