// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>
#include <harness/support/units.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bxbench::service::actions_cache {

/// The fields of all three v2 requests; a method reads those that it knows.
struct MessageV2 {
  std::string key;
  std::string version;
  std::vector<std::string> restore_keys;
  std::optional<Bytes> size_bytes;
};

/// Reads a request by protobuf's JSON rules: unknown fields are ignored, names may be camelCase,
/// and a 64-bit number may be a string. Key and version must be there and be valid text.
Result<MessageV2> parse_message_v2(std::string_view json);

}  // namespace bxbench::service::actions_cache
