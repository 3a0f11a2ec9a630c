// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/lookup.hpp>

namespace bxbench::service::actions_cache {
namespace {

const Entry* find_one(const Entries& entries, const EntryName& wanted) {
  const Entry* newest = nullptr;
  for (const auto& [id, entry] : entries) {
    if (entry.state != EntryState::finalized || entry.name.scope != wanted.scope ||
        entry.name.version != wanted.version || !entry.name.key.starts_with(wanted.key))
      continue;
    if (entry.name.key == wanted.key) return &entry;
    newest = &entry;  // ids grow with creation, so the last one is the newest
  }
  return newest;
}

}  // namespace

const Entry* find_entry(const Entries& entries, const Query& query) {
  for (const auto& scope : query.scopes)
    for (const auto& key : query.keys)
      if (const auto* found = find_one(entries, {scope, query.version, key})) return found;
  return nullptr;
}

}  // namespace bxbench::service::actions_cache
