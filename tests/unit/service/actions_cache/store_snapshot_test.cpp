// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/server.hpp>
#include <tests/support/entry_store.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using namespace bxbench::service::actions_cache;
using namespace std::chrono_literals;
using bxbench::test::TestStore;
namespace fs = std::filesystem;

TEST_CASE("a snapshot brings entries, their times and the clock back", "[actions_cache]") {
  TestStore test;
  const auto id = test.save("deps");
  test.now += 1h;
  test.access(id);
  test.store->advance_clock(2h);
  const auto before = *test.store->find(id);
  test.store->snapshot(test.tree / "snapshot").value();
  test.now += 1h;
  test.access(id);
  test.store->advance_clock(3h);
  test.save("later");
  test.store->restore(test.tree / "snapshot").value();
  CHECK(test.keys() == "deps ");
  CHECK(test.store->find(id)->created == before.created);
  CHECK(test.store->find(id)->accessed == before.accessed);
  CHECK(test.store->clock().now() == test.now + 2h);
  CHECK(test.download(id) == "xxxxxxx");
  CHECK(test.store->stored() == 7);
  test.open();
  CHECK(test.keys() == "deps ");
  CHECK(test.store->clock().now() == test.now + 2h);
}

TEST_CASE("a snapshot can be restored again whatever happened to the entries", "[actions_cache]") {
  TestStore test;
  const auto id = test.save("deps");
  test.store->snapshot(test.tree / "snapshot").value();
  for (int round = 0; round < 3; ++round) {
    test.store->restore(test.tree / "snapshot").value();
    CHECK(test.keys() == "deps ");
    CHECK(test.find({"main"}, {"deps"}) == "main deps");
    CHECK(test.download(id) == "xxxxxxx");
    test.now += 1h;
    test.access(id);
    test.store->evict(id, EvictionReason::asked);
    test.save("deps", 3);
  }
}

TEST_CASE("a snapshot shares payloads and nothing else with the store", "[actions_cache]") {
  TestStore test;
  const auto id = test.save("deps");
  test.store->snapshot(test.tree / "snapshot").value();
  const auto copy = test.tree / "snapshot/entries";
  CHECK(fs::equivalent(copy / "1.blob", test.file(id, ".blob")));
  CHECK_FALSE(fs::equivalent(copy / "1.json", test.file(id, ".json")));
  CHECK(fs::status(test.tree / "snapshot").permissions() == fs::perms::owner_all);
}

TEST_CASE("a snapshot is a store of its own", "[actions_cache]") {
  TestStore test;
  test.save("deps");
  test.upload({"main", "v", "half"});
  test.store->snapshot(test.tree / "snapshot").value();
  test.settings.directory = test.tree / "snapshot";
  test.open();
  CHECK(test.keys() == "deps ");
}

TEST_CASE("a payload that was evicted alone is so in a snapshot, too", "[actions_cache]") {
  TestStore test;
  const auto id = test.save("deps");
  Eviction which;
  which.payload_only = true;
  test.store->evict(which);
  test.store->snapshot(test.tree / "snapshot").value();
  test.store->restore(test.tree / "snapshot").value();
  CHECK(test.find({"main"}, {"deps"}) == "main deps");
  CHECK(test.download(id) == "BlobNotFound");
}

TEST_CASE("an entry whose payload is lost is not in a snapshot", "[actions_cache]") {
  TestStore test;
  test.save("kept");
  fs::remove(test.file(test.save("lost"), ".blob"));
  test.store->snapshot(test.tree / "snapshot").value();
  test.store->restore(test.tree / "snapshot").value();
  CHECK(test.keys() == "kept ");
}

TEST_CASE("restoring drops unfinished uploads and what they staged", "[actions_cache]") {
  TestStore test;
  test.store->snapshot(test.tree / "snapshot").value();
  const auto id = test.upload({"main", "v", "half"});
  test.store->restore(test.tree / "snapshot").value();
  CHECK_FALSE(test.store->find(id));
  CHECK(fs::is_empty(test.store->staging_file().parent_path()));
  CHECK(test.store->finalize(id).has_error());
  CHECK(test.store->reserve({"main", "v", "half"}, test.start));
}

TEST_CASE("an entry that a snapshot brought back is not deleted with a URL's end",
          "[actions_cache]") {
  TestStore test;
  const auto id = test.save("deps");
  test.store->snapshot(test.tree / "snapshot").value();
  test.access(id);
  test.store->evict(id, EvictionReason::asked);
  test.store->restore(test.tree / "snapshot").value();
  test.store->expire(test.start + 10min);
  CHECK(test.download(id) == "xxxxxxx");
}

TEST_CASE("ids that were given out after a snapshot stay used when it is restored",
          "[actions_cache]") {
  TestStore test;
  test.store->snapshot(test.tree / "snapshot").value();
  const auto later = test.save("later");
  test.access(later);
  test.store->restore(test.tree / "snapshot").value();
  CHECK(test.download(later) == "BlobNotFound");
  CHECK(test.save("again") > later);
}

TEST_CASE("a snapshot needs a directory that does not exist, and says so", "[actions_cache]") {
  TestStore test;
  fs::create_directory(test.tree / "snapshot");
  const auto refused = test.store->snapshot(test.tree / "snapshot");
  REQUIRE(refused.has_error());
  CHECK(refused.error().message.find("snapshot exists already") != std::string::npos);
}

TEST_CASE("a snapshot on another file system is refused and leaves nothing", "[actions_cache]") {
  TestStore test;
  test.save("deps");
  const fs::path other = "/dev/shm/bxbench-test-snapshot-" + test.tree.root().filename().string();
  std::error_code ignored;
  const auto here = fs::absolute(test.tree.root());
  if (!fs::exists("/dev/shm", ignored) || here.string().starts_with("/dev/shm"))
    FAIL("it needs two file systems: /dev/shm, and TMPDIR on another");
  const auto refused = test.store->snapshot(other);
  REQUIRE(refused.has_error());
  CHECK(refused.error().message.find("different file systems") != std::string::npos);
  for (const auto& file : fs::directory_iterator("/dev/shm"))
    CHECK(file.path().string().find(other.string()) == std::string::npos);
}

TEST_CASE("what is no snapshot is refused, and the entries stay", "[actions_cache]") {
  TestStore test;
  test.save("deps");
  const auto refused = test.store->restore(test.tree / "nothing");
  REQUIRE(refused.has_error());
  CHECK(refused.error().message.find("no snapshot") != std::string::npos);
  CHECK(test.keys() == "deps ");
}
