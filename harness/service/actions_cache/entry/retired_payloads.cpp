// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/entry/retired_payloads.hpp>

#include <utility>

namespace bxbench::service::actions_cache {

void RetiredPayloads::add(const Entry& entry) {
  if (entries_.emplace(entry.id, entry).second) ends_.emplace(entry.url_end, entry.id);
}

const Entry* RetiredPayloads::find(EntryId id) const {
  const auto found = entries_.find(id);
  return found == entries_.end() ? nullptr : &found->second;
}

std::vector<EntryId> RetiredPayloads::take_ended(Clock::time_point now) {
  std::vector<EntryId> ended;
  while (!ends_.empty() && ends_.begin()->first <= now) {
    ended.push_back(ends_.begin()->second);
    entries_.erase(ends_.begin()->second);
    ends_.erase(ends_.begin());
  }
  return ended;
}

std::vector<EntryId> RetiredPayloads::take_all() {
  ends_.clear();
  std::vector<EntryId> all;
  for (const auto& [id, entry] : std::exchange(entries_, {}))
    all.push_back(id);
  return all;
}

}  // namespace bxbench::service::actions_cache
