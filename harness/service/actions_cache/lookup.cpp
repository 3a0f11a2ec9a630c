// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/lookup.hpp>

namespace bxbench::service::actions_cache {
namespace {

const Entry* find_one(EntryStore& store, const EntryName& wanted) {
  for (;;) {
    auto id = store.index().exact(wanted);
    if (!id) id = store.index().newest(wanted);
    if (!id) return nullptr;
    if (store.check_payload(*id)) return store.find(*id);
  }
}

}  // namespace

const Entry* find_entry(EntryStore& store, const Query& query) {
  for (const auto& scope : query.scopes)
    for (const auto& key : query.keys)
      if (const auto* found = find_one(store, {scope, query.version, key})) return found;
  return nullptr;
}

}  // namespace bxbench::service::actions_cache
