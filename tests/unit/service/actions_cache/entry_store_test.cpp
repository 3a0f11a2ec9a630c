// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/entry/entry_store.hpp>
#include <tests/support/temp_tree.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using namespace bxbench::service::actions_cache;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

const EntryName name{"refs/heads/main", "v", "key"};
const Clock::time_point start{};

EntryId save(EntryStore& store, const EntryName& entry) {
  const auto id = *store.reserve(entry, start);
  const auto file = store.staging_file();
  write_file_atomically(file, "payload").value();
  store.commit(id, file).value();
  store.finalize(id, start).value();
  return id;
}

std::string names_in(const fs::path& directory) {
  std::string names;
  for (const auto& entry : fs::directory_iterator(directory))
    names += entry.path().filename().string() + " ";
  return names;
}

}  // namespace

TEST_CASE("a reservation without traffic is dropped, a finalized entry is not", "[actions_cache]") {
  test::TempTree tree;
  auto store = EntryStore::open(tree / "store").value();
  const auto kept = save(*store, {"s", "v", "kept"});
  const auto idle = *store->reserve(name, start);
  store->drop_idle(start + 59s, 60s);
  CHECK(store->find(idle));
  store->drop_idle(start + 60s, 60s);
  CHECK_FALSE(store->find(idle));
  CHECK(store->find(kept));
  CHECK(store->reserve(name, start + 60s));
}

TEST_CASE("traffic keeps a reservation", "[actions_cache]") {
  test::TempTree tree;
  auto store = EntryStore::open(tree / "store").value();
  const auto id = *store->reserve(name, start);
  store->touch(id, start + 50s);
  store->drop_idle(start + 100s, 60s);
  CHECK(store->find(id));
}

TEST_CASE("ids are never used twice, not even after a restart", "[actions_cache]") {
  test::TempTree tree;
  const auto first = save(*EntryStore::open(tree / "store").value(), name);
  auto store = EntryStore::open(tree / "store").value();
  CHECK(*store->reserve({"s", "v", "other"}, start) > first);
}

TEST_CASE("the store is for its owner only and leaves no staged files", "[actions_cache]") {
  test::TempTree tree;
  auto store = EntryStore::open(tree / "store").value();
  const auto id = save(*store, name);
  CHECK(fs::status(tree / "store").permissions() == fs::perms::owner_all);
  CHECK(fs::is_empty(store->staging_file().parent_path()));
  const auto record = tree / "store/entries" / fs::path(std::to_string(id) + ".json");
  CHECK(fs::status(record).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  store.reset();
  CHECK(names_in(tree / "store") == "entries ");
}

TEST_CASE("a store that is closed late leaves its successor alone", "[actions_cache]") {
  test::TempTree tree;
  auto old = EntryStore::open(tree / "store").value();
  old->close();
  auto store = EntryStore::open(tree / "store").value();
  old.reset();
  save(*store, name);
  CHECK(store->entries().size() == 1);
}

TEST_CASE("what a server left that died is removed", "[actions_cache]") {
  test::TempTree tree;
  tree.write("store/staging-dead/upload-1", "x");
  EntryStore::open(tree / "store").value().reset();
  CHECK(names_in(tree / "store") == "entries ");
}

TEST_CASE("a damaged record is an error that names it", "[actions_cache]") {
  test::TempTree tree;
  save(*EntryStore::open(tree / "store").value(), name);
  tree.write("store/entries/1.json", "{");
  const auto store = EntryStore::open(tree / "store");
  REQUIRE(store.has_error());
  CHECK(store.error().message.find("1.json") != std::string::npos);
}
