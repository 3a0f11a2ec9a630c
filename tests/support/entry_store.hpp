// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/service/actions_cache/entry/entry_store.hpp>
#include <harness/service/actions_cache/lookup.hpp>
#include <tests/support/temp_tree.hpp>

#include <string>
#include <vector>

namespace bxbench::test {

namespace cache = service::actions_cache;

/// A store of the Actions cache whose time stands still until it is told otherwise.
class TestStore {
 public:
  TestStore() {
    settings.directory = tree / "store";
    settings.time = [this] { return now; };
    open();
  }

  /// Closes it and opens it again.
  void open() {
    store.reset();
    store = cache::EntryStore::open(settings).value();
    store->on_eviction([this](const cache::Evicted& evicted) {
      const auto* what = evicted.payload_only ? " payload" : "";
      evictions.push_back(evicted.name.key + " " + std::to_string(evicted.bytes) + " " +
                          std::string(to_word(evicted.reason)) + what);
    });
  }

  cache::EntryId upload(const cache::EntryName& name, std::string_view payload = "payload") {
    const auto id = *store->reserve(name, start);
    const auto file = store->staging_file();
    write_file_atomically(file, payload).value();
    store->commit(id, file).value();
    return id;
  }
  cache::EntryId save(const cache::EntryName& name, std::string_view payload = "payload") {
    const auto id = upload(name, payload);
    store->finalize(id).value();
    return id;
  }
  cache::EntryId save(const std::string& key, Bytes size = 7) {
    return save({"main", "v", key}, std::string(size, 'x'));
  }
  void access(cache::EntryId id) { store->access(id, start); }

  /// "scope key" of what a lookup finds, "miss" otherwise.
  std::string find(std::vector<std::string> scopes, std::vector<std::string> keys) {
    const cache::Query query{std::move(scopes), "v", std::move(keys)};
    const auto* found = cache::find_entry(*store, query);
    return found ? found->name.scope + " " + found->name.key : "miss";
  }
  /// The keys of all entries, each followed by a blank, in the order of creation.
  std::string keys() const {
    std::string keys;
    for (const auto& [id, entry] : store->entries())
      keys += entry.name.key + " ";
    return keys;
  }
  /// What a download of this entry would bring.
  std::string download(cache::EntryId id) const {
    const auto payload = store->payload(id);
    return payload ? read_file(payload->file).value() : "BlobNotFound";
  }
  std::filesystem::path file(cache::EntryId id, const std::string& extension) const {
    return settings.directory / "entries" / (std::to_string(id) + extension);
  }

  TempTree tree;
  cache::EntryTime now{std::chrono::hours{24 * 20'000}};
  Clock::time_point start{std::chrono::hours{1}};
  cache::StoreSettings settings;
  std::unique_ptr<cache::EntryStore> store;
  std::vector<std::string> evictions;  ///< "key bytes reason"
};

}  // namespace bxbench::test
