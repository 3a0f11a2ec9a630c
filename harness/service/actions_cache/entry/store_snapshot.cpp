// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/entry/entry_store.hpp>
#include <harness/service/actions_cache/entry/private_file.hpp>
#include <harness/service/actions_cache/entry/store_paths.hpp>
#include <harness/support/files.hpp>
#include <harness/support/scope_exit.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <unistd.h>

namespace fs = std::filesystem;

namespace bxbench::service::actions_cache {
namespace {

/// Puts complete entries in the place of others. Each step leaves what `open` can finish.
Result<void> swap_in(const fs::path& directory, const fs::path& fresh, const fs::path& old) {
  const auto restored = restored_directory(directory);
  if (auto moved = move_path(fresh, restored); !moved) return moved.error();
  if (auto moved = move_path(entries_directory(directory), old); !moved) {
    (void)remove_tree(restored);
    return moved.error();
  }
  if (auto moved = move_path(restored, entries_directory(directory)); !moved) {
    (void)move_path(old, entries_directory(directory));
    (void)remove_tree(restored);
    return moved.error();
  }
  return {};
}

}  // namespace

// Made aside and renamed, so that a snapshot is there whole or not at all.
Result<void> EntryStore::snapshot(const fs::path& directory) const {
  std::error_code ignored;
  if (fs::exists(directory, ignored))
    return Error{Errc::bad_input, fmt::format("{} exists already", directory.string()),
                 "a snapshot needs a directory that does not exist"};
  const fs::path aside = directory.string() + fmt::format(".{}.part", ::getpid());
  if (auto removed = remove_tree(aside); !removed) return removed.error();
  scope_exit remove_aside([&] { (void)remove_tree(aside); });
  const EntryFiles copy(entries_directory(aside));
  for (const auto& wanted : {aside, copy.directory()})
    if (auto made = make_private_directory(wanted); !made) return made.error();
  const StoreState state{clock_.offset(), last_id_};
  if (auto linked = files_.link_to(copy, entries_, state); !linked) return linked.error();
  return move_path(aside, directory);
}

Result<void> EntryStore::restore(const fs::path& directory) {
  const EntryFiles source(entries_directory(directory));
  std::error_code ignored;
  if (!fs::is_directory(source.directory(), ignored))
    return Error{Errc::bad_input,
                 fmt::format("{} is no snapshot of an Actions cache", directory.string())};
  auto content = source.read();
  if (!content) return content.error();
  // Ids that were given out since stay used: URLs of then must not lead to entries of now.
  content->state.last_id = std::max(content->state.last_id, granted_id_);

  const auto fresh = staging_directory_ / "restored";
  const auto old = staging_directory_ / "replaced";
  scope_exit remove_both([&] {
    (void)remove_tree(fresh);
    (void)remove_tree(old);
  });
  if (auto made = make_private_directory(fresh); !made) return made.error();
  Entries entries;
  for (const auto& entry : content->entries)
    entries.emplace(entry.id, entry);
  const auto linked = source.link_to(EntryFiles(fresh), entries, content->state);
  if (!linked) return linked.error();
  if (auto swapped = swap_in(settings_.directory, fresh, old); !swapped) return swapped.error();
  while (!unfinished_.empty())
    drop(*unfinished_.begin());
  (void)retired_.take_all();
  clear();
  adopt(std::move(*content));
  return {};
}

}  // namespace bxbench::service::actions_cache
