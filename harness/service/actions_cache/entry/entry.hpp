// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/units.hpp>

#include <string>

namespace bxbench::service::actions_cache {

/// Grows with every reservation, so it is the order of creation too. Never used twice.
using EntryId = std::uint64_t;

/// What makes an entry unique. Entries are immutable: a name is taken once.
struct EntryName {
  std::string scope;
  std::string version;
  std::string key;
  bool operator==(const EntryName&) const = default;
};

/// reserved (a name, no data) -> committed (data, invisible) -> finalized (can be found).
enum class EntryState { reserved, committed, finalized };

struct Entry {
  EntryId id = 0;
  EntryName name;
  EntryState state = EntryState::reserved;
  Bytes size = 0;
  Clock::time_point touched{};  ///< last upload traffic, or last hit once finalized
};

}  // namespace bxbench::service::actions_cache
