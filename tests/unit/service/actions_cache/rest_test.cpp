// SPDX-License-Identifier: Apache-2.0
// Listing and deleting as GitHub's REST interface has it.
#include <harness/service/actions_cache/rest/listing.hpp>
#include <tests/support/cache_service.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace bxbench;
using nlohmann::json;
using test::json_of;

namespace {

const std::string caches = "repos/any/name/actions/caches";

std::string keys(test::CacheService& cache, const std::string& query) {
  std::string keys;
  const auto list = json_of(cache.ask("GET", caches + query));
  for (const auto& entry : list.at("actions_caches"))
    keys += entry.at("key").get<std::string>() + " ";
  return keys;
}

/// Two entries of main and one of a branch, which has a key in common with main.
void fill(test::CacheService& cache) {
  cache.save("a-1", "333");
  cache.save("b-1", "1");
  cache.run_token = cache.token("refs/heads/feature");
  cache.save("a-1", "4444");
  cache.run_token = cache.token("refs/heads/main");
}

}  // namespace

TEST_CASE("rest: a listing shows what GitHub's shows", "[actions_cache]") {
  test::CacheService cache;
  cache.save("key", "12345");
  const auto list = json_of(cache.ask("GET", caches));
  CHECK(list.at("total_count") == 1);
  const auto& entry = list.at("actions_caches").at(0);
  CHECK(entry.at("id") == 1);
  CHECK(entry.at("ref") == "refs/heads/main");
  CHECK(entry.at("key") == "key");
  CHECK(entry.at("version") == "v");
  CHECK(entry.at("size_in_bytes") == 5);
  CHECK_THAT(entry.at("created_at").get<std::string>(), Catch::Matchers::EndsWith("Z"));
  CHECK(json_of(cache.ask("GET", "api/v3/" + caches)) == list);
}

TEST_CASE("rest: a listing is filtered, sorted and cut into pages", "[actions_cache]") {
  test::CacheService cache;
  fill(cache);
  CHECK(keys(cache, "?sort=size_in_bytes") == "a-1 a-1 b-1 ");
  CHECK(keys(cache, "?sort=size_in_bytes&direction=asc") == "b-1 a-1 a-1 ");
  CHECK(keys(cache, "?sort=created_at&direction=asc") == "a-1 b-1 a-1 ");
  CHECK(keys(cache, "?key=b") == "b-1 ");
  CHECK(keys(cache, "?ref=refs/heads/feature") == "a-1 ");
  CHECK(keys(cache, "?sort=created_at&direction=asc&per_page=1&page=2") == "b-1 ");
  CHECK(keys(cache, "?page=9").empty());
  CHECK(keys(cache, "?page=18446744073709551615").empty());
  const auto first = cache.ask("GET", caches + "?per_page=2");
  CHECK_THAT(std::string(http::find_field(first.headers, "Link")),
             Catch::Matchers::ContainsSubstring("page=2&per_page=2>; rel=\"next\""));
  CHECK(json_of(first).at("total_count") == 3);
  CHECK(http::find_field(cache.ask("GET", caches).headers, "Link").empty());
}

TEST_CASE("rest: a listing that makes no sense is refused", "[actions_cache]") {
  test::CacheService cache;
  for (const std::string query :
       {"sort=name", "direction=up", "per_page=0", "page=0", "page=x", "page=-1"})
    CHECK(cache.ask("GET", caches + "?" + query).status == 422);
}

TEST_CASE("rest: an entry is deleted by its id", "[actions_cache]") {
  test::CacheService cache;
  fill(cache);
  CHECK(cache.ask("DELETE", caches + "/1").status == 204);
  CHECK(cache.ask("DELETE", caches + "/1").status == 404);
  CHECK(cache.ask("DELETE", caches + "/x").status == 404);
  CHECK(cache.ask("DELETE", caches + "/3").status == 403);
  CHECK(cache.look_up({"a-1"}).at("ok") == false);
  CHECK(cache.create("a-1").status == 200);
}

TEST_CASE("rest: entries are deleted by their whole key, where the token may write",
          "[actions_cache]") {
  test::CacheService cache;
  fill(cache);
  CHECK(cache.ask("DELETE", caches).status == 422);
  CHECK(cache.ask("DELETE", caches + "?key=a").status == 404);
  CHECK(cache.ask("DELETE", caches + "?key=a-1&ref=refs/heads/none").status == 404);
  CHECK(cache.ask("DELETE", caches + "?key=a-1&ref=refs/heads/feature").status == 403);
  const auto deleted = cache.ask("DELETE", caches + "?key=a-1");
  CHECK(deleted.status == 200);
  CHECK(json_of(deleted).at("total_count") == 1);
  CHECK(json_of(deleted).at("actions_caches").at(0).at("ref") == "refs/heads/main");
  CHECK(keys(cache, "?sort=size_in_bytes") == "a-1 b-1 ");
}

TEST_CASE("rest: usage is the sum of the entries", "[actions_cache]") {
  test::CacheService cache;
  fill(cache);
  const auto usage = json_of(cache.ask("GET", "repos/o/r/actions/cache/usage"));
  CHECK(usage.at("full_name") == "o/r");
  CHECK(usage.at("active_caches_size_in_bytes") == 8);
  CHECK(usage.at("active_caches_count") == 3);
}

TEST_CASE("rest: tokens are needed, with either word before them", "[actions_cache]") {
  test::CacheService cache;
  const auto status = [&](const std::string& value) {
    http::Call call;
    call.url = cache.server->url() + caches;
    call.headers.push_back({"Authorization", value});
    return cache.loop.run(http::send(call))->status;
  };
  CHECK(status("Bearer " + cache.run_token) == 200);
  CHECK(status("token " + cache.run_token) == 200);
  CHECK(status("Token " + cache.run_token) == 200);
  CHECK(status(cache.run_token) == 401);
  CHECK(status("Bearer x") == 401);
  cache.run_token = cache.server->token({.grants = {{"refs/heads/main", 1}}, .job = {}});
  cache.server->evict({});
  CHECK(cache.ask("GET", caches).status == 200);
}
