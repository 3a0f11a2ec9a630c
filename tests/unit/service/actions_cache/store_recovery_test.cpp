// SPDX-License-Identifier: Apache-2.0
#include <tests/support/entry_store.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using namespace bxbench::service::actions_cache;
using namespace std::chrono_literals;
using bxbench::test::TestStore;
namespace fs = std::filesystem;

namespace {

/// A store directory as it was at some moment, as if the process had been killed then.
void keep(const TestStore& test) {
  fs::copy(test.tree / "store", test.tree / "killed", fs::copy_options::recursive);
}
void reopen_kept(TestStore& test) {
  test.settings.directory = test.tree / "killed";
  test.open();
}

std::size_t files_in(const fs::path& directory) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(directory), fs::directory_iterator{}));
}

/// Nothing but "entries" and the staging directory in use, and so many files in entries.
void check_clean(const TestStore& test, std::size_t files) {
  CHECK(files_in(test.settings.directory) == 2);
  CHECK(files_in(test.settings.directory / "entries") == files);
}

}  // namespace

TEST_CASE("killed during an upload: nothing is left of it", "[actions_cache]") {
  TestStore test;
  test.save("kept");
  test.upload({"main", "v", "half"});
  write_file_atomically(test.store->block_file(9), "block").value();
  keep(test);
  reopen_kept(test);
  CHECK(test.keys() == "kept ");
  check_clean(test, 3);
}

TEST_CASE("killed between payload and record: the payload is removed", "[actions_cache]") {
  TestStore test;
  test.save("kept");
  test.tree.write("store/entries/2.blob", "payload");
  test.tree.write("store/entries/2.part", "{\"id\": 2");
  test.open();
  CHECK(test.keys() == "kept ");
  check_clean(test, 3);
}

TEST_CASE("killed between the removal of record and payload: the entry is gone",
          "[actions_cache]") {
  TestStore test;
  const auto id = test.save("deps");
  fs::remove(test.file(id, ".json"));
  test.open();
  CHECK(test.keys().empty());
  check_clean(test, 1);
}

TEST_CASE("killed while an evicted payload was kept for a URL: the entry stays away",
          "[actions_cache]") {
  TestStore test;
  const auto id = test.save("deps");
  test.access(id);
  test.store->evict(id, EvictionReason::asked);
  keep(test);
  reopen_kept(test);
  CHECK(test.keys().empty());
  check_clean(test, 1);
}

TEST_CASE("killed after the clock went forward: it stays there", "[actions_cache]") {
  TestStore test;
  test.store->advance_clock(10h);
  keep(test);
  reopen_kept(test);
  CHECK(test.store->clock().now() == test.now + 10h);
}

TEST_CASE("killed while a payload was evicted alone: it is removed, the entry stays",
          "[actions_cache]") {
  TestStore test;
  const auto id = test.save("deps");
  auto record = read_file(test.file(id, ".json")).value();
  const std::string had = "\"payload\":true";
  record.replace(record.find(had), had.size(), "\"payload\":false");
  write_file_atomically(test.file(id, ".json"), record).value();
  test.open();
  CHECK(test.find({"main"}, {"deps"}) == "main deps");
  CHECK(test.download(id) == "BlobNotFound");
  check_clean(test, 2);
}

TEST_CASE("a record without its payload, with half of it, or damaged is no entry",
          "[actions_cache]") {
  TestStore test;
  test.save("kept");
  const auto id = test.save("broken");
  SECTION("no payload") {
    fs::remove(test.file(id, ".blob"));
  }
  SECTION("half a payload") {
    fs::resize_file(test.file(id, ".blob"), 3);
  }
  SECTION("a larger payload") {
    fs::resize_file(test.file(id, ".blob"), 8);
  }
  SECTION("an empty record") {
    fs::resize_file(test.file(id, ".json"), 0);
  }
  SECTION("the record of another") {
    fs::copy_file(test.file(1, ".json"), test.file(id, ".json"),
                  fs::copy_options::overwrite_existing);
  }
  test.open();
  CHECK(test.keys() == "kept ");
  CHECK(test.find({"main"}, {"broken"}) == "miss");
  check_clean(test, 3);
}

TEST_CASE("files in the directory that are not the store's are left alone", "[actions_cache]") {
  TestStore test;
  for (const auto* name : {"notes.json", "007.blob", "12.txt", "x.part"})
    test.tree.write(std::string("store/entries/") + name, "mine");
  test.open();
  CHECK(files_in(test.settings.directory / "entries") == 5);
}

TEST_CASE("ids are never used twice, not even after a restart or a kill", "[actions_cache]") {
  TestStore test;
  const auto first = test.save("deps");
  test.store->evict(first, EvictionReason::asked);
  const auto second = *test.store->reserve({"main", "v", "unfinished"}, test.start);
  CHECK(second > first);
  keep(test);
  test.open();
  CHECK(test.save("deps") == second + 1);
  reopen_kept(test);
  CHECK(test.save("deps") > second);
}

TEST_CASE("a damaged state file costs no entries", "[actions_cache]") {
  TestStore test;
  const auto id = test.save("deps");
  test.store.reset();
  test.tree.write("store/entries/state.json", "[1");
  test.open();
  CHECK(test.keys() == "deps ");
  CHECK(test.save("other") > id);
}

TEST_CASE("killed during a restore: the old or the new entries are there", "[actions_cache]") {
  TestStore test;
  test.save("snapshot");
  test.store->snapshot(test.tree / "snapshot").value();
  test.save("later");
  test.store.reset();
  const auto store = test.tree / "store";
  const auto restored = store / "entries.restored";
  SECTION("while the new ones are made") {
    fs::create_directories(store / "staging-dead");
    fs::copy(test.tree / "snapshot/entries", store / "staging-dead/restored",
             fs::copy_options::recursive);
    test.open();
    CHECK(test.keys() == "snapshot later ");
  }
  SECTION("before the old ones are moved away") {
    fs::copy(test.tree / "snapshot/entries", restored);
    test.open();
    CHECK(test.keys() == "snapshot ");
  }
  SECTION("before the new ones are in their place") {
    fs::copy(test.tree / "snapshot/entries", restored);
    fs::create_directories(store / "staging-dead");
    fs::rename(store / "entries", store / "staging-dead/replaced");
    test.open();
    CHECK(test.keys() == "snapshot ");
  }
  CHECK(files_in(store) == 2);
}
