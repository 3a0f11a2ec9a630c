// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/entry/entry_index.hpp>

#include <algorithm>

namespace bxbench::service::actions_cache {

void EntryIndex::reserve(const EntryName& name, EntryId id) {
  names_.emplace(name, id);
}

void EntryIndex::publish(const EntryName& name, EntryId id) {
  auto& shelf = shelves_[{name.scope, name.version}];
  shelf.by_key.emplace(name.key, id);
  shelf.by_id.emplace(id, name.key);
}

void EntryIndex::remove(const EntryName& name, EntryId id) {
  names_.erase(name);
  const auto found = shelves_.find({name.scope, name.version});
  if (found == shelves_.end()) return;
  auto& shelf = found->second;
  if (shelf.by_id.erase(id) > 0) shelf.by_key.erase(name.key);
  if (shelf.by_id.empty()) shelves_.erase(found);
}

const EntryIndex::Shelf* EntryIndex::shelf(const EntryName& name) const {
  const auto found = shelves_.find({name.scope, name.version});
  return found == shelves_.end() ? nullptr : &found->second;
}

std::optional<EntryId> EntryIndex::holder(const EntryName& name) const {
  const auto found = names_.find(name);
  if (found == names_.end()) return std::nullopt;
  return found->second;
}

std::optional<EntryId> EntryIndex::exact(const EntryName& name) const {
  const auto* entries = shelf(name);
  if (!entries) return std::nullopt;
  const auto found = entries->by_key.find(name.key);
  if (found == entries->by_key.end()) return std::nullopt;
  return found->second;
}

// Two searches in step: among all from the newest on, which ends soon when many keys match, and
// among the matches, which ends soon when few do.
std::optional<EntryId> EntryIndex::newest(const EntryName& prefix) const {
  const auto* entries = shelf(prefix);
  if (!entries) return std::nullopt;
  auto match = entries->by_key.lower_bound(prefix.key);
  EntryId best = 0;
  for (const auto& [id, key] : entries->by_id) {
    if (match == entries->by_key.end() || !match->first.starts_with(prefix.key)) break;
    if (key.starts_with(prefix.key)) return id;
    best = std::max(best, match->second);
    ++match;
  }
  if (best == 0) return std::nullopt;
  return best;
}

}  // namespace bxbench::service::actions_cache
