// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/lookup.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <string>

// What the store of the Actions cache takes with many entries:
//
//     entry_store_figures DIRECTORY [ENTRIES]
//
// The directory is created, filled and removed; what file system it is on matters.

using namespace bxbench;
using namespace bxbench::service::actions_cache;
namespace fs = std::filesystem;

namespace {

/// Milliseconds.
template <class Work>
double timed(const Work& work) {
  const auto start = Clock::now();
  work();
  return 1000 * seconds(Clock::now() - start);
}

std::unique_ptr<EntryStore> open(const fs::path& directory) {
  StoreSettings settings;
  settings.directory = directory;
  return EntryStore::open(settings).value();
}

/// Half of the keys begin with "npm-" and are older, as layers' keys do with BuildKit's prefix.
void fill(EntryStore& store, int entries, Bytes size) {
  for (int i = 0; i < entries; ++i) {
    const auto* family = i < entries / 2 ? "npm-" : "buildkit-blob-1-sha256:";
    const EntryName name{"refs/heads/main", "v", fmt::format("{}{:064}", family, i)};
    const auto id = *store.reserve(name, Clock::now());
    const auto file = store.staging_file();
    std::ofstream{file};
    fs::resize_file(file, size);  // sparse: no payload is ever read here
    store.commit(id, file).value();
    store.finalize(id).value();
  }
}

void look_up(EntryStore& store, const std::string& what, const std::string& key) {
  constexpr int times = 1000;
  const Query query{{"refs/heads/main"}, "v", {key}};
  bool hit = false;
  const auto taken = timed([&] {
    for (int i = 0; i < times; ++i)
      hit = find_entry(store, query) != nullptr;
  });
  fmt::print("lookup, {:<34} {:8.1f} us  ({})\n", what, 1000 * taken / times, hit ? "hit" : "miss");
}

void figures(const fs::path& directory, int entries) {
  auto store = open(directory);
  fmt::print("{} entries\n", entries);
  const auto filled = timed([&] { fill(*store, entries, 1000); });
  fmt::print("reserve, commit, finalize: one of them   {:8.1f} us\n", 1000 * filled / entries);
  store.reset();
  fmt::print("open                                     {:8.1f} ms\n",
             timed([&] { store = open(directory); }));
  look_up(*store, "exact", fmt::format("npm-{:064}", 17));
  look_up(*store, "prefix of the newer half", "buildkit-");
  look_up(*store, "prefix of the older half (worst)", "npm-");
  look_up(*store, "neither", "buildkit-blob-1-sha256:abc");
  const auto id = store->entries().begin()->first;
  fmt::print("access                                   {:8.1f} us\n", timed([&] {
               for (int i = 0; i < 1000; ++i)
                 store->access(id, Clock::now());
             }));
  fmt::print("expire with nothing to do                {:8.1f} us\n", timed([&] {
               for (int i = 0; i < 1000; ++i)
                 store->expire(Clock::now());
             }));
}

void snapshots(const fs::path& directory, int entries, Bytes size) {
  auto store = open(directory / "store");
  fill(*store, entries, size);
  const auto taken = timed([&] { store->snapshot(directory / "snapshot").value(); });
  const auto restored = timed([&] { store->restore(directory / "snapshot").value(); });
  fmt::print("{:6} entries, {:13} bytes: snapshot {:7.1f} ms, restore {:7.1f} ms\n", entries,
             store->stored(), taken, restored);
  store.reset();
  (void)remove_tree(directory);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const fs::path directory = argv[1];
  const int entries = argc > 2 ? std::stoi(argv[2]) : 10'000;
  figures(directory / "many", entries);
  for (int round = 0; round < 3; ++round)  // in turn: other load on the machine shows
    for (const Bytes size : {1'000, 1'000'000})
      snapshots(directory / "some", 1000, size);
  snapshots(directory / "some", entries, 1000);
  (void)remove_tree(directory);
}
