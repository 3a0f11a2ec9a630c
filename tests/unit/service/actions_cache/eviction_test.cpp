// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/server.hpp>
#include <tests/support/entry_store.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using namespace bxbench::service::actions_cache;
using namespace std::chrono_literals;
using bxbench::test::TestStore;
namespace fs = std::filesystem;

using Words = std::vector<std::string>;

namespace {

Eviction of(std::string key, bool payload_only = false) {
  Eviction which;
  which.key = std::move(key);
  which.payload_only = payload_only;
  return which;
}

}  // namespace

TEST_CASE("what was used least recently makes room for a new entry", "[actions_cache]") {
  TestStore test;
  test.store->set_quota(100);
  const auto a = test.save("a", 40);
  test.now += 1s;
  test.save("b", 40);
  test.now += 1s;
  test.access(a);
  test.now += 1s;
  test.save("c", 40);
  CHECK(test.keys() == "a c ");
  CHECK(test.evictions == Words{"b 40 quota"});
  CHECK(test.store->stored() == 80);
}

TEST_CASE("entries that fill the quota exactly stay", "[actions_cache]") {
  TestStore test;
  test.store->set_quota(80);
  test.save("a", 40);
  test.save("b", 40);
  CHECK(test.keys() == "a b ");
  test.save("c", 1);
  CHECK(test.keys() == "b c ");
}

TEST_CASE("of entries used at the same time the older one is evicted", "[actions_cache]") {
  TestStore test;
  test.save("z", 40);
  test.save("a", 40);
  test.store->set_quota(50);
  CHECK(test.keys() == "a ");
}

TEST_CASE("an entry larger than the quota goes last, and goes", "[actions_cache]") {
  TestStore test;
  test.store->set_quota(50);
  test.save("a", 40);
  test.now += 1s;
  test.save("huge", 60);
  CHECK(test.evictions == Words{"a 40 quota", "huge 60 quota"});
  CHECK(test.store->stored() == 0);
}

TEST_CASE("without a quota nothing is evicted", "[actions_cache]") {
  TestStore test;
  test.save("a", 1000);
  test.store->set_quota(0);
  CHECK(test.keys() == "a ");
}

TEST_CASE("reservations do not count for the quota", "[actions_cache]") {
  TestStore test;
  test.store->set_quota(50);
  test.save("a", 40);
  test.upload({"main", "v", "b"}, std::string(40, 'x'));
  CHECK(test.keys() == "a b ");
}

TEST_CASE("an entry unused for longer than the limit is evicted at the next request",
          "[actions_cache]") {
  TestStore test;
  test.settings.unused_limit = 7 * 24h;
  test.open();
  const auto used = test.save("used");
  test.save("unused");
  test.now += 24h;
  test.access(used);
  test.now += 6 * 24h;
  test.store->expire(test.start);
  CHECK(test.keys() == "used unused ");
  test.now += 1s;
  test.store->expire(test.start);
  CHECK(test.keys() == "used ");
  CHECK(test.evictions == Words{"unused 7 age"});
}

TEST_CASE("when the clock goes forward, what is too old is evicted at once", "[actions_cache]") {
  TestStore test;
  test.settings.unused_limit = 7 * 24h;
  test.open();
  test.save("deps");
  test.store->advance_clock(7 * 24h);
  CHECK(test.keys() == "deps ");
  test.store->advance_clock(1s);
  CHECK(test.keys().empty());
  test.save("deps");
  CHECK(test.store->entries().begin()->second.accessed == test.now + 7 * 24h + 1s);
}

TEST_CASE("the clock's offset survives, and neither goes back nor beyond the calendar",
          "[actions_cache]") {
  TestStore test;
  test.store->advance_clock(10h);
  test.store->advance_clock(-5h);
  test.open();
  CHECK(test.store->clock().now() == test.now + 10h);
  test.store->advance_clock(std::chrono::seconds::max());
  CHECK(test.store->clock().now() > test.now + 10h);
}

TEST_CASE("entries are evicted by the beginning of their keys and by scope", "[actions_cache]") {
  TestStore test;
  test.save({"main", "v", "deps-1"});
  test.save({"feature", "v", "deps-2"});
  test.save({"main", "v", "other"});
  test.upload({"main", "v", "deps-3"});
  auto which = of("deps-");
  which.scope = "main";
  CHECK(test.store->evict(which) == 1);
  CHECK(test.keys() == "deps-2 other deps-3 ");
  CHECK(test.store->evict(of("")) == 2);
  CHECK(test.keys() == "deps-3 ");
  CHECK(test.evictions.front() == "deps-1 7 asked");
}

TEST_CASE("an evicted entry is a miss, its name is free, and it stays away after a restart",
          "[actions_cache]") {
  TestStore test;
  const auto id = test.save("deps");
  CHECK(test.store->evict(id, EvictionReason::asked));
  CHECK_FALSE(test.store->evict(id, EvictionReason::asked));
  CHECK(test.find({"main"}, {"deps"}) == "miss");
  CHECK(test.download(id) == "BlobNotFound");
  CHECK_FALSE(fs::exists(test.file(id, ".blob")));
  test.open();
  CHECK(test.keys().empty());
  CHECK(test.save("deps") > id);
}

TEST_CASE("a payload evicted alone leaves an entry that is found but cannot be downloaded",
          "[actions_cache]") {
  TestStore test;
  const auto id = test.save("deps");
  test.access(id);
  CHECK(test.store->evict(of("deps", true)) == 1);
  CHECK(test.store->evict(of("deps", true)) == 0);
  CHECK(test.evictions == Words{"deps 7 asked payload"});
  const auto reopened = [&] {
    CHECK(test.find({"main"}, {"deps"}) == "main deps");
    CHECK(test.download(id) == "BlobNotFound");
    CHECK_FALSE(fs::exists(test.file(id, ".blob")));
    CHECK_FALSE(test.store->find(id)->payload);
    CHECK(test.store->stored() == 0);
  };
  reopened();
  const auto accessed = test.store->find(id)->accessed;
  test.now += 1h;
  test.open();
  reopened();
  CHECK(test.store->find(id)->accessed == accessed);
}

TEST_CASE("evicting an entry without payload counts no bytes and frees no quota",
          "[actions_cache]") {
  TestStore test;
  test.save("gone", 40);
  test.store->evict(of("gone", true));
  test.now += 1s;
  test.save("a", 40);
  test.now += 1s;
  test.save("b", 40);
  test.store->set_quota(50);
  CHECK(test.keys() == "gone b ");
  test.store->evict(of("gone"));
  CHECK(test.evictions.back() == "gone 0 asked");
}

TEST_CASE("a payload stays readable for the life of a URL given out before its eviction",
          "[actions_cache]") {
  TestStore test;
  const auto id = test.save("deps");
  test.access(id);
  test.store->evict(of("deps"));
  CHECK(test.find({"main"}, {"deps"}) == "miss");
  CHECK(test.download(id) == "xxxxxxx");
  test.store->expire(test.start + 10min - 1s);
  CHECK(test.download(id) == "xxxxxxx");
  test.store->expire(test.start + 10min);
  CHECK(test.download(id) == "BlobNotFound");
  CHECK_FALSE(fs::exists(test.file(id, ".blob")));
}

TEST_CASE("payloads kept for URLs are deleted when the store closes", "[actions_cache]") {
  TestStore test;
  const auto id = test.save("deps");
  test.access(id);
  test.store->evict(of("deps"));
  CHECK(fs::exists(test.file(id, ".blob")));
  test.store.reset();
  CHECK_FALSE(fs::exists(test.file(id, ".blob")));
}
