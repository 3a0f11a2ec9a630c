// SPDX-License-Identifier: Apache-2.0
#include <tests/support/entry_store.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using namespace bxbench::service::actions_cache;
using namespace std::chrono_literals;
using bxbench::test::TestStore;
namespace fs = std::filesystem;

namespace {

const EntryName name{"refs/heads/main", "v", "key"};

std::string names_in(const fs::path& directory) {
  std::string names;
  for (const auto& entry : fs::directory_iterator(directory))
    names += entry.path().filename().string() + " ";
  return names;
}

}  // namespace

TEST_CASE("a reservation without traffic is dropped, a finalized entry is not", "[actions_cache]") {
  TestStore test;
  const auto kept = test.save("kept");
  const auto idle = *test.store->reserve(name, test.start);
  test.store->drop_idle(test.start + 59s, 60s);
  CHECK(test.store->find(idle));
  test.store->drop_idle(test.start + 60s, 60s);
  CHECK_FALSE(test.store->find(idle));
  CHECK(test.store->find(kept));
  CHECK(test.store->reserve(name, test.start + 60s));
}

TEST_CASE("traffic keeps a reservation", "[actions_cache]") {
  TestStore test;
  const auto id = *test.store->reserve(name, test.start);
  test.store->touch(id, test.start + 50s);
  test.store->drop_idle(test.start + 100s, 60s);
  CHECK(test.store->find(id));
}

TEST_CASE("the service's clock does not make reservations idle", "[actions_cache]") {
  TestStore test;
  const auto id = *test.store->reserve(name, test.start);
  test.store->advance_clock(24h);
  test.store->drop_idle(test.start + 59s, 60s);
  CHECK(test.store->find(id));
}

TEST_CASE("a name is taken while it is reserved and once it is finalized", "[actions_cache]") {
  TestStore test;
  const auto id = test.upload(name);
  CHECK_FALSE(test.store->reserve(name, test.start));
  CHECK(test.store->find_unfinished(name)->id == id);
  test.store->finalize(id).value();
  CHECK_FALSE(test.store->reserve(name, test.start));
  CHECK_FALSE(test.store->find_unfinished(name));
  CHECK(test.store->reserve({"refs/heads/other", "v", "key"}, test.start));
  CHECK(test.store->reserve({"refs/heads/main", "w", "key"}, test.start));
}

TEST_CASE("an upload that ends after its reservation was dropped is refused", "[actions_cache]") {
  TestStore test;
  const auto id = test.upload(name);
  test.store->drop(id);
  const auto file = test.store->staging_file();
  write_file_atomically(file, "x").value();
  CHECK(test.store->commit(id, file).has_error());
  CHECK(test.store->finalize(id).has_error());
}

TEST_CASE("a finalized entry can neither be committed to nor dropped as an upload",
          "[actions_cache]") {
  TestStore test;
  const auto id = test.save("deps");
  const auto file = test.store->staging_file();
  write_file_atomically(file, "other").value();
  CHECK(test.store->commit(id, file).has_error());
  CHECK(test.store->finalize(id).has_error());
  test.store->drop(id);
  CHECK(test.download(id) == "xxxxxxx");
}

TEST_CASE("entries know when they were created and used last, also after a restart",
          "[actions_cache]") {
  TestStore test;
  const auto created = test.now;
  const auto id = test.save("deps");
  CHECK(test.store->find(id)->accessed == created);
  test.now += 1h + 1ns;
  test.access(id);
  const auto accessed = test.now;
  test.now += 1h;
  test.open();
  CHECK(test.store->find(id)->created == created);
  CHECK(test.store->find(id)->accessed == accessed);
  CHECK(test.store->find(id)->size == 7);
  CHECK(test.find({"main"}, {"deps"}) == "main deps");
}

TEST_CASE("the store is for its owner only and leaves no staged files", "[actions_cache]") {
  TestStore test;
  const auto id = test.save(name);
  CHECK(fs::status(test.tree / "store").permissions() == fs::perms::owner_all);
  CHECK(fs::status(test.tree / "store/entries").permissions() == fs::perms::owner_all);
  CHECK(fs::is_empty(test.store->staging_file().parent_path()));
  const auto owner_only = fs::perms::owner_read | fs::perms::owner_write;
  CHECK(fs::status(test.file(id, ".json")).permissions() == owner_only);
  CHECK(fs::status(test.tree / "store/entries/state.json").permissions() == owner_only);
  test.store.reset();
  CHECK(names_in(test.tree / "store") == "entries ");
}

TEST_CASE("files are named by ids, whatever the keys are", "[actions_cache]") {
  TestStore test;
  const auto id = test.save({"../../scope", "../version", "../../etc/passwd"});
  CHECK(fs::exists(test.file(id, ".blob")));
  test.open();
  CHECK(test.store->find(id)->name == EntryName{"../../scope", "../version", "../../etc/passwd"});
}

TEST_CASE("a store that is closed late leaves its successor alone", "[actions_cache]") {
  TestStore test;
  auto old = std::move(test.store);
  old->close();
  test.open();
  const auto id = test.save(name);
  const auto state = test.tree / "store/entries/state.json";
  const auto written = read_file(state).value();
  old.reset();
  CHECK(test.download(id) == "payload");
  CHECK(read_file(state).value() == written);
  CHECK(test.store->entries().size() == 1);
}

TEST_CASE("a directory belongs to one store at a time", "[actions_cache]") {
  TestStore test;
  const auto id = test.save(name);
  const auto second = EntryStore::open(test.settings);
  REQUIRE(second.has_error());
  CHECK(second.error().code == Errc::environment);
  CHECK(second.error().message.find(test.settings.directory.string()) != std::string::npos);
  CHECK(test.download(id) == "payload");
  CHECK(fs::exists(test.store->staging_file().parent_path()));
  test.store.reset();
  CHECK(EntryStore::open(test.settings).has_value());
}
