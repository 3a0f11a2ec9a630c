// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/service/actions_cache/entry/entry.hpp>

#include <optional>
#include <set>
#include <utility>

namespace bxbench::service::actions_cache {

/// Entries by their last access, ties by id: the order of eviction.
class AccessOrder {
 public:
  void add(const Entry& entry) { order_.emplace(entry.accessed, entry.id); }
  void remove(const Entry& entry) { order_.erase({entry.accessed, entry.id}); }
  void clear() { order_.clear(); }
  /// The one whose access is the longest ago.
  std::optional<EntryId> first() const {
    if (order_.empty()) return std::nullopt;
    return order_.begin()->second;
  }
  auto begin() const { return order_.begin(); }
  auto end() const { return order_.end(); }

 private:
  std::set<std::pair<EntryTime, EntryId>> order_;
};

}  // namespace bxbench::service::actions_cache
