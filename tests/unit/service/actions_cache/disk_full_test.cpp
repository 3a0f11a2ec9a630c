// SPDX-License-Identifier: Apache-2.0
// A full disk is 507 in every protocol, and nothing is lost by it. Files of the store are led to
// /dev/full before the store creates them.
#include <tests/support/cache_service.hpp>

#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>

using namespace bxbench;
namespace fs = std::filesystem;

namespace {

/// Lets the file of that name among the staged ones be full.
void fill_staged(const test::CacheService& cache, const std::string& name) {
  for (const auto& entry : fs::directory_iterator(cache.tree / "store"))
    if (entry.path().filename().string().starts_with("staging-"))
      fs::create_symlink("/dev/full", entry.path() / name);
}

std::string error_code(const http::Reply& reply) {
  return fmt::format("{} {}", reply.status, http::find_field(reply.headers, "x-ms-error-code"));
}

}  // namespace

TEST_CASE("a put that fills the disk is 507, and can be repeated", "[actions_cache]") {
  test::CacheService cache;
  const auto url = cache.upload_url("key");
  fill_staged(cache, "upload-1");
  CHECK(error_code(cache.put(url, "content")) == "507 InsufficientStorage");
  CHECK(cache.put(url, "content").status == 201);
  CHECK(cache.finalize("key", 7).status == 200);
  CHECK(cache.get(cache.download_url("key")).text == "content");
}

TEST_CASE("a block that fills the disk is 507", "[actions_cache]") {
  test::CacheService cache;
  const auto url = cache.upload_url("key");
  fill_staged(cache, "1.blocks");
  CHECK(error_code(cache.put(url + "&comp=block&blockid=QQ==", "block")) ==
        "507 InsufficientStorage");
}

TEST_CASE("blocks whose copy fills the disk are 507, and can be put together later",
          "[actions_cache]") {
  test::CacheService cache;
  const auto url = cache.upload_url("key");
  cache.put(url + "&comp=block&blockid=QQ==", "B");
  cache.put(url + "&comp=block&blockid=Qg==", "A");
  fill_staged(cache, "upload-1");
  const std::string list = "<BlockList><Latest>Qg==</Latest><Latest>QQ==</Latest></BlockList>";
  CHECK(error_code(cache.put(url + "&comp=blocklist", list)) == "507 InsufficientStorage");
  CHECK(cache.put(url + "&comp=blocklist", list).status == 201);
  CHECK(cache.finalize("key", 2).status == 200);
  CHECK(cache.get(cache.download_url("key")).text == "AB");
}

TEST_CASE("v1: a chunk that fills the disk is 507", "[actions_cache]") {
  test::CacheService cache;
  cache.ask("POST", "_apis/artifactcache/caches", R"({"key":"key","version":"v"})");
  fill_staged(cache, "1.blocks");
  const auto refused = cache.ask("PATCH", "_apis/artifactcache/caches/1", "chunk",
                                 {{"Content-Range", "bytes 0-4/*"}});
  CHECK(refused.status == 507);
  CHECK(test::json_of(refused).at("message") == "the cache's disk is full");
}

TEST_CASE("a record that fills the disk makes its finalize 507, which can be repeated",
          "[actions_cache]") {
  test::CacheService cache;
  cache.put(cache.upload_url("key"), "content");
  fs::create_symlink("/dev/full", cache.tree / "store" / "entries" / "1.part");
  const auto refused = cache.finalize("key", 7);
  CHECK(refused.status == 507);
  CHECK(refused.text.find(cache.tree.root().string()) == std::string::npos);
  CHECK(cache.look_up({"key"}).at("ok") == false);
  CHECK(cache.finalize("key", 7).status == 200);
  CHECK(cache.get(cache.download_url("key")).text == "content");
}
