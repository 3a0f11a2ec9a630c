// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/service/actions_cache/entry/entry.hpp>

#include <functional>
#include <string_view>

namespace bxbench::service::actions_cache {

enum class EvictionReason {
  quota,  ///< the repository's entries were larger than its quota; least recently accessed first
  age,    ///< not accessed for longer than the limit
  asked,  ///< by a scenario or a client
  lost,   ///< its payload's file is gone or has another size: somebody else touched it
};

constexpr std::string_view to_word(EvictionReason reason) {
  switch (reason) {
    case EvictionReason::quota:
      return "quota";
    case EvictionReason::age:
      return "age";
    case EvictionReason::asked:
      return "asked";
    case EvictionReason::lost:
      break;
  }
  return "lost";
}

/// One entry that was evicted, or its payload.
struct Evicted {
  EntryId id = 0;
  EntryName name;
  Bytes bytes = 0;  ///< of its payload; 0 when that was evicted before
  EvictionReason reason = EvictionReason::asked;
  bool payload_only = false;
};

using EvictionListener = std::function<void(const Evicted&)>;

}  // namespace bxbench::service::actions_cache
