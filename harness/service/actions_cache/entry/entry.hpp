// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/service/actions_cache/entry/service_clock.hpp>
#include <harness/support/units.hpp>

#include <compare>
#include <map>
#include <string>

namespace bxbench::service::actions_cache {

/// Grows with every reservation, so it is the order of creation too. Never used twice.
using EntryId = std::uint64_t;

/// What makes an entry unique. Entries are immutable: a name is taken once.
struct EntryName {
  std::string scope;
  std::string version;
  std::string key;
  auto operator<=>(const EntryName&) const = default;
};

/// reserved (a name, no data) -> committed (data, invisible) -> finalized (can be found).
enum class EntryState { reserved, committed, finalized };

struct Entry {
  EntryId id = 0;
  EntryName name;
  EntryState state = EntryState::reserved;
  Bytes size = 0;
  bool payload = true;          ///< finalized: false when the payload alone was evicted
  EntryTime created{};          ///< when it was reserved, by the service's clock
  EntryTime accessed{};         ///< when it was finalized or found last, by the service's clock
  Clock::time_point touched{};  ///< unfinished: last upload traffic
  Clock::time_point url_end{};  ///< finalized: when the last download URL given out ends
};

using Entries = std::map<EntryId, Entry>;

}  // namespace bxbench::service::actions_cache
