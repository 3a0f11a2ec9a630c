// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/service/actions_cache/entry/entry.hpp>
#include <harness/support/error.hpp>

#include <string_view>

namespace bxbench::service::actions_cache {

/// A finalized entry as one JSON object: id, scope, version, key, size, payload, created (in
/// nanoseconds since 1970). The last access is not part of it.
std::string encode_entry(const Entry& entry);
Result<Entry> decode_entry(std::string_view text);

}  // namespace bxbench::service::actions_cache
