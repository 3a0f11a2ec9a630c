// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/entry/entry_store.hpp>
#include <harness/service/actions_cache/server.hpp>

#include <vector>

namespace bxbench::service::actions_cache {

bool EntryStore::check_payload(EntryId id) {
  const auto* entry = find(id);
  if (!entry || entry->state != EntryState::finalized) return false;
  if (files_.is_whole(*entry)) return true;
  evict(id, EvictionReason::lost);
  return false;
}

void EntryStore::access(EntryId id, Clock::time_point now) {
  const auto found = entries_.find(id);
  if (found == entries_.end() || found->second.state != EntryState::finalized) return;
  auto& entry = found->second;
  access_order_.remove(entry);
  entry.accessed = clock_.now();
  entry.url_end = now + longest_url_life;
  access_order_.add(entry);
  files_.note_access(entry);
}

std::optional<Payload> EntryStore::payload(EntryId id) const {
  const auto* entry = find(id);
  if (!entry) entry = retired_.find(id);
  if (!entry || entry->state != EntryState::finalized || !entry->payload) return std::nullopt;
  if (!files_.is_whole(*entry)) return std::nullopt;
  return Payload{files_.payload(id), entry->size, entry->name};
}

void EntryStore::expire(Clock::time_point now) {
  const bool limited = settings_.unused_limit > std::chrono::seconds{0};
  const auto oldest = clock_.now() - settings_.unused_limit;
  while (limited && access_order_.first() && find(*access_order_.first())->accessed < oldest)
    evict(*access_order_.first(), EvictionReason::age);
  for (const auto id : retired_.take_ended(now))
    files_.remove_payload(id);
}

void EntryStore::keep_quota() {
  if (settings_.quota == 0) return;
  std::vector<EntryId> victims;
  auto left = stored_;
  for (const auto& [accessed, id] : access_order_) {
    if (left <= settings_.quota) break;
    const auto& entry = entries_.at(id);
    if (!entry.payload) continue;
    left -= entry.size;
    victims.push_back(id);
  }
  for (const auto id : victims)
    evict(id, EvictionReason::quota);
}

void EntryStore::set_quota(Bytes quota) {
  settings_.quota = quota;
  keep_quota();
}

void EntryStore::advance_clock(std::chrono::seconds by) {
  clock_.advance(by);
  (void)save_state();
  expire(Clock::now());
}

void EntryStore::report(const Entry& entry, EvictionReason reason, bool payload_only) const {
  if (!listener_) return;
  const Bytes bytes = entry.payload ? entry.size : 0;
  const Evicted evicted{entry.id, entry.name, bytes, reason, payload_only};
  listener_(evicted);
}

// The record goes first: a payload without one is no entry. A payload that a download URL leads to
// stays until the URL ends.
bool EntryStore::evict(EntryId id, EvictionReason reason) {
  const auto* entry = find(id);
  if (!entry || entry->state != EntryState::finalized) return false;
  report(*entry, reason, false);
  files_.remove_record(id);
  const bool url_given_out = entry->url_end != Clock::time_point{};
  if (entry->payload && url_given_out && reason != EvictionReason::lost)
    retired_.add(*entry);
  else
    files_.remove_payload(id);
  forget(id);
  return true;
}

bool EntryStore::evict_payload(EntryId id) {
  auto& entry = entries_.at(id);
  if (!entry.payload) return false;
  report(entry, EvictionReason::asked, true);
  entry.payload = false;
  stored_ -= entry.size;
  if (const auto noted = files_.write_record(entry); !noted) files_.remove_record(id);
  files_.remove_payload(id);
  return true;
}

std::size_t EntryStore::evict(const Eviction& which) {
  std::vector<EntryId> victims;
  for (const auto& [id, entry] : entries_)
    if (entry.state == EntryState::finalized && entry.name.key.starts_with(which.key) &&
        (which.scope.empty() || entry.name.scope == which.scope))
      victims.push_back(id);
  std::size_t evicted = 0;
  for (const auto id : victims)
    evicted += (which.payload_only ? evict_payload(id) : evict(id, EvictionReason::asked)) ? 1 : 0;
  return evicted;
}

}  // namespace bxbench::service::actions_cache
