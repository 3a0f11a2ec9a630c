// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/service/actions_cache/entry/entry.hpp>

#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace bxbench::service::actions_cache {

/// Finds entries by name without looking at all of them.
class EntryIndex {
 public:
  /// The name is taken from now on; it must be free.
  void reserve(const EntryName& name, EntryId id);
  /// The entry that took this name can be found from now on.
  void publish(const EntryName& name, EntryId id);
  void remove(const EntryName& name, EntryId id);

  /// Who took this name, in any state.
  std::optional<EntryId> holder(const EntryName& name) const;
  /// The published entry of exactly this name.
  std::optional<EntryId> exact(const EntryName& name) const;
  /// Of the published entries of this scope and version whose keys begin with `prefix.key`, the one
  /// created last: by id, never by text.
  std::optional<EntryId> newest(const EntryName& prefix) const;

 private:
  /// The published entries of one scope and version.
  struct Shelf {
    std::map<std::string, EntryId> by_key;
    std::map<EntryId, std::string, std::greater<>> by_id;  ///< newest first
  };
  using ShelfName = std::pair<std::string, std::string>;

  const Shelf* shelf(const EntryName& name) const;

  std::map<EntryName, EntryId> names_;
  std::map<ShelfName, Shelf> shelves_;
};

}  // namespace bxbench::service::actions_cache
