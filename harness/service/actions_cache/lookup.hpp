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

/// Scope by scope and key by key: the entry of exactly that key, else the one created last among
/// those that begin with it. Null: a miss.
const Entry* find_entry(const Entries& entries, const Query& query);

}  // namespace bxbench::service::actions_cache
