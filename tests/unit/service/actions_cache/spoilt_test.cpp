// SPDX-License-Identifier: Apache-2.0
// Faults over real connections, in all protocols.
#include <tests/support/cache_service.hpp>

#include <catch2/catch_test_macros.hpp>

#include <chrono>

using namespace bxbench;
using suite::Fault;
using test::json_of;

namespace {

Fault fault_on(const std::string& operation) {
  Fault fault;
  fault.operation = operation;
  return fault;
}

void spoil(test::CacheService& cache, const std::string& operation, int status) {
  auto fault = fault_on(operation);
  fault.status = status;
  fault.times = 1;
  cache.server->add_fault(fault);
}

void cut(test::CacheService& cache, const std::string& operation, Fault::Cut kind, Bytes after) {
  auto fault = fault_on(operation);
  fault.cut = kind;
  fault.cut_after = after;
  fault.times = 1;
  cache.server->add_fault(fault);
}

bool succeeds(test::CacheService& cache, const std::string& method, const std::string& url,
              const std::string& body = {}) {
  http::Call call;
  call.method = method;
  call.url = url;
  call.body = body;
  call.limit = std::chrono::milliseconds(500);
  return cache.loop.run(http::send(call)).has_value();
}

}  // namespace

TEST_CASE("a status is answered instead of doing anything", "[actions_cache]") {
  test::CacheService cache;
  auto fault = fault_on("create");
  fault.status = 429;
  fault.retry_after = 1.5;
  fault.times = 1;
  cache.server->add_fault(fault);
  const auto spoilt = cache.create("key");
  CHECK(spoilt.status == 429);
  CHECK(json_of(spoilt).at("code") == "resource_exhausted");
  CHECK(http::find_field(spoilt.headers, "Retry-After") == "2");
  CHECK(cache.create("key").status == 200);
}

TEST_CASE("each protocol spoils in its own words", "[actions_cache]") {
  test::CacheService cache;
  spoil(cache, "lookup", 503);
  CHECK(cache.look_up({"key"}).at("code") == "unavailable");
  spoil(cache, "lookup", 503);
  CHECK(
      json_of(cache.ask("GET", "_apis/artifactcache/cache?keys=k&version=v")).contains("typeKey"));
  spoil(cache, "list", 503);
  CHECK(json_of(cache.ask("GET", "repos/o/r/actions/caches")).contains("message"));
  spoil(cache, "upload", 503);
  const auto upload = cache.put(cache.upload_url("key"), "x");
  CHECK(upload.status == 503);
  CHECK_FALSE(http::find_field(upload.headers, "x-ms-request-id").empty());
  CHECK(http::find_field(upload.headers, "x-ms-error-code") == "ServerBusy");
  for (const auto& record : cache.server->requests())
    CHECK(record.fault == (record.status == 503));
}

TEST_CASE("an upload that is cut stores nothing, and can be repeated", "[actions_cache]") {
  test::CacheService cache;
  for (const auto kind : {Fault::Cut::reset, Fault::Cut::truncate, Fault::Cut::stall}) {
    const auto key = "key" + std::to_string(static_cast<int>(kind));
    const auto url = cache.upload_url(key);
    cut(cache, "upload", kind, 2);
    CHECK_FALSE(succeeds(cache, "PUT", url, "12345"));
    CHECK(cache.put(url, "12345").status == 201);
    CHECK(cache.finalize(key, 5).status == 200);
  }
}

TEST_CASE("a download that is cut can be repeated", "[actions_cache]") {
  test::CacheService cache;
  cache.save("key", "0123456789");
  const auto url = cache.download_url("key");
  for (const auto kind : {Fault::Cut::reset, Fault::Cut::truncate, Fault::Cut::stall}) {
    cut(cache, "download", kind, 4);
    CHECK_FALSE(succeeds(cache, "GET", url));
    CHECK(cache.get(url).text == "0123456789");
  }
}

TEST_CASE("a cut waits for a transfer that is long enough", "[actions_cache]") {
  test::CacheService cache;
  cache.save("short", "0");
  cache.save("long", "0123456789");
  cut(cache, "download", Fault::Cut::reset, 4);
  CHECK(succeeds(cache, "GET", cache.download_url("short")));
  CHECK_FALSE(succeeds(cache, "GET", cache.download_url("long")));
  CHECK(succeeds(cache, "GET", cache.download_url("long")));
}

TEST_CASE("a cut call may have been done: its answer got lost", "[actions_cache]") {
  test::CacheService cache;
  cut(cache, "create", Fault::Cut::reset, 0);
  const auto url =
      cache.server->url() + "twirp/github.actions.results.api.v1.CacheService/CreateCacheEntry";
  CHECK(cache.loop
            .run(http::post_json(url, cache.run_token, R"({"key":"key","version":"v"})",
                                 std::chrono::seconds(5)))
            .has_error());
  CHECK(cache.create("key").status == 409);
}

TEST_CASE("a delay passes before anything is done", "[actions_cache]") {
  test::CacheService cache;
  auto fault = fault_on("lookup");
  fault.delay = 0.1;
  cache.server->add_fault(fault);
  const auto start = Clock::now();
  CHECK(cache.look_up({"key"}).at("ok") == false);
  CHECK(Clock::now() - start >= std::chrono::milliseconds(100));
}

TEST_CASE("a service stops while requests are delayed or stalled", "[actions_cache]") {
  test::CacheService cache;
  cache.save("key", "0123456789");
  const auto url = cache.download_url("key");
  auto fault = fault_on("download");
  fault.delay = 3600;
  fault.times = 1;
  cache.server->add_fault(fault);
  CHECK_FALSE(succeeds(cache, "GET", url));
  cut(cache, "download", Fault::Cut::stall, 1);
  CHECK_FALSE(succeeds(cache, "GET", url));
  cache.restart();
  CHECK(cache.look_up({"key"}).at("ok") == true);
}

TEST_CASE("the repetition of what failed is a retry", "[actions_cache]") {
  test::CacheService cache;
  spoil(cache, "lookup", 503);
  cache.look_up({"key"});
  cache.look_up({"other"});
  cache.look_up({"key"});
  cache.look_up({"key"});
  std::string retries;
  for (const auto& record : cache.server->requests())
    retries += record.retry ? '1' : '0';
  CHECK(retries == "0010");
}

TEST_CASE("a broken transfer makes the next one a retry, a delayed one does not",
          "[actions_cache]") {
  test::CacheService cache;
  cache.save("key", "0123456789");
  const auto url = cache.download_url("key");
  cut(cache, "download", Fault::Cut::reset, 4);
  succeeds(cache, "GET", url);
  cache.get(url);
  CHECK(cache.server->requests().back().retry);
  auto late = fault_on("download");
  late.delay = 0.01;
  cache.server->add_fault(late);
  cache.get(url);
  cache.get(url);
  CHECK_FALSE(cache.server->requests().back().retry);
}
