// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/service/actions_cache/entry/entry_store.hpp>

#include <vector>

namespace bxbench::service::actions_cache {

/// What a client looks for.
struct Query {
  std::vector<std::string> scopes;  ///< readable ones, own ref first
  std::string version;
  std::vector<std::string> keys;  ///< the primary key, then the restore keys
};

/// Scope by scope and key by key, the primary key included: the entry of exactly that key, else the
/// one created last among those that begin with it. Null: a miss. Entries whose payload's file went
/// missing are evicted on the way. A hit does not count as access by itself: `EntryStore::access`.
const Entry* find_entry(EntryStore& store, const Query& query);

}  // namespace bxbench::service::actions_cache
