// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/service/actions_cache/entry/entry.hpp>

#include <map>
#include <vector>

namespace bxbench::service::actions_cache {

/// Payloads of evicted entries that download URLs may still lead to.
class RetiredPayloads {
 public:
  void add(const Entry& entry);
  /// The evicted entry; null when its payload is gone.
  const Entry* find(EntryId id) const;
  /// Takes out those to which no URL leads at `now`, so that their files can be deleted.
  std::vector<EntryId> take_ended(Clock::time_point now);
  std::vector<EntryId> take_all();

 private:
  std::map<EntryId, Entry> entries_;
  std::multimap<Clock::time_point, EntryId> ends_;
};

}  // namespace bxbench::service::actions_cache
