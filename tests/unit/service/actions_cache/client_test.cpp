// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/client.hpp>
#include <tests/support/cache_service.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using namespace bxbench::service::actions_cache;

TEST_CASE("the version of an entry is the one of @actions/cache", "[actions_cache]") {
  CHECK(cache_version({"data"}) ==
        "3ad75f27293d65a135214b8c82b296080f911dc107e52f1e7ec871a2eda46e69");
}

TEST_CASE("an archive is stored once and restored", "[actions_cache]") {
  test::CacheService cache;
  const Endpoint endpoint{cache.server->url(), cache.run_token};
  const auto file = cache.tree.write("archive", "payload");
  CHECK(cache.loop.run(upload(endpoint, "deps-1", "v", file)).value());
  CHECK_FALSE(cache.loop.run(upload(endpoint, "deps-1", "v", file)).value());
  const std::vector<std::string> keys{"deps-2", "deps-"};
  const auto found = cache.loop.run(download(endpoint, keys, "v", cache.tree / "restored"));
  REQUIRE(found.has_value());
  CHECK(found->matched_key == "deps-1");
  CHECK(found->bytes == 7);
  CHECK(read_file(cache.tree / "restored").value() == "payload");
}

TEST_CASE("an archive of more than 128 MiB goes in blocks", "[actions_cache]") {
  test::CacheService cache;
  const Endpoint endpoint{cache.server->url(), cache.run_token};
  const auto file = cache.tree.write("archive", "start");
  std::filesystem::resize_file(file, (Bytes{128} << 20) + 1);
  REQUIRE(cache.loop.run(upload(endpoint, "large", "v", file)).value());
  std::size_t uploads = 0;
  for (const auto& record : cache.server->requests())
    uploads += record.operation == "upload";
  CHECK(uploads == 4);
  const auto found = cache.loop.run(download(endpoint, {"large"}, "v", cache.tree / "restored"));
  CHECK(found->bytes == (Bytes{128} << 20) + 1);
}

TEST_CASE("a miss is a value and a failing service an error", "[actions_cache]") {
  test::CacheService cache;
  const Endpoint endpoint{cache.server->url(), cache.run_token};
  const auto miss = cache.loop.run(download(endpoint, {"none"}, "v", cache.tree / "restored"));
  REQUIRE(miss.has_value());
  CHECK_FALSE(miss->hit);
  const Endpoint stranger{cache.server->url(), "bad"};
  CHECK(cache.loop.run(download(stranger, {"none"}, "v", cache.tree / "restored")).has_error());
  CHECK(cache.loop.run(upload(stranger, "key", "v", cache.tree.write("a", ""))).has_error());
  const Endpoint gone{"http://127.0.0.1:1", cache.run_token};
  CHECK(cache.loop.run(download(gone, {"none"}, "v", cache.tree / "restored")).has_error());
}
