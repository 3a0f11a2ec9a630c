// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/service/actions_cache/entry/entry.hpp>
#include <harness/service/actions_cache/operations/failure.hpp>

#include <map>
#include <string>
#include <vector>

namespace bxbench::service::actions_cache {

enum class SortBy { created, accessed, size };

/// What a listing is asked for, with GitHub's defaults.
struct ListQuery {
  std::string key;  ///< what keys begin with
  std::string ref;  ///< of this scope only; empty: all
  SortBy sort = SortBy::accessed;
  bool ascending = false;
  std::size_t per_page = 30;
  std::size_t page = 1;
};

/// From a query's parameters; unknown ones are ignored.
Outcome<ListQuery> parse_list_query(const std::map<std::string, std::string>& parameters);

struct Page {
  std::size_t total = 0;  ///< on all pages
  std::vector<const Entry*> entries;
};

/// The finalized entries of one page; equal ones in the order of their ids.
Page list_entries(const Entries& entries, const ListQuery& query);

}  // namespace bxbench::service::actions_cache
