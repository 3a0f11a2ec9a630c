// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/lookup.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench::service::actions_cache;

namespace {

/// Finalized entries of version "v", in the order of their creation.
class Store {
 public:
  Store& has(const std::string& scope, const std::string& key,
             EntryState state = EntryState::finalized, const std::string& version = "v") {
    Entry entry;
    entry.id = entries_.size() + 1;
    entry.name = {scope, version, key};
    entry.state = state;
    entries_.emplace(entry.id, entry);
    return *this;
  }
  /// "scope key" of what is found, "miss" otherwise.
  std::string find(std::vector<std::string> scopes, std::vector<std::string> keys) const {
    const auto* found = find_entry(entries_, {std::move(scopes), "v", std::move(keys)});
    return found ? found->name.scope + " " + found->name.key : "miss";
  }

 private:
  Entries entries_;
};

}  // namespace

TEST_CASE("an exact key wins over newer entries that begin with it", "[actions_cache]") {
  Store store;
  store.has("main", "deps").has("main", "deps-2");
  CHECK(store.find({"main"}, {"deps"}) == "main deps");
}

TEST_CASE("among prefix matches the one created last wins, whatever its text", "[actions_cache]") {
  Store store;
  store.has("main", "index#9").has("main", "index#10");
  CHECK(store.find({"main"}, {"index"}) == "main index#10");
}

TEST_CASE("keys are tried in their order", "[actions_cache]") {
  Store store;
  store.has("main", "a-1").has("main", "b-1");
  CHECK(store.find({"main"}, {"a-", "b-"}) == "main a-1");
  CHECK(store.find({"main"}, {"x", "b-"}) == "main b-1");
}

TEST_CASE("a scope is searched with all keys before the next one", "[actions_cache]") {
  Store store;
  store.has("main", "deps-exact").has("feature", "deps-old");
  CHECK(store.find({"feature", "main"}, {"deps-exact", "deps-"}) == "feature deps-old");
  CHECK(store.find({"main", "feature"}, {"deps-exact", "deps-"}) == "main deps-exact");
}

TEST_CASE("scopes that may not be read are not searched", "[actions_cache]") {
  Store store;
  store.has("feature", "deps");
  CHECK(store.find({"main"}, {"deps"}) == "miss");
  CHECK(store.find({}, {"deps"}) == "miss");
}

TEST_CASE("versions never meet", "[actions_cache]") {
  Store store;
  store.has("main", "deps", EntryState::finalized, "other");
  CHECK(store.find({"main"}, {"deps"}) == "miss");
}

TEST_CASE("an entry is invisible until it is finalized", "[actions_cache]") {
  Store store;
  store.has("main", "a", EntryState::reserved).has("main", "b", EntryState::committed);
  CHECK(store.find({"main"}, {"a", "b"}) == "miss");
}

TEST_CASE("keys differ by case", "[actions_cache]") {
  Store store;
  store.has("main", "Deps");
  CHECK(store.find({"main"}, {"deps"}) == "miss");
}
