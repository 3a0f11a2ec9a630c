// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/service/actions_cache/operations/failure.hpp>
#include <harness/support/units.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bxbench::service::actions_cache {

/// The three methods of the service.
enum class MethodV2 { look_up, create, finalize };

/// The fields of all three v2 requests; a method reads those that it knows.
struct MessageV2 {
  std::string key;
  std::string version;
  std::vector<std::string> restore_keys;
  std::optional<Bytes> size_bytes;
};

/// The fields of all three v2 answers; a method writes those that it knows. A failure is no answer
/// but a Twirp error, so `message` is never there.
struct AnswerV2 {
  bool ok = false;
  std::string url;             ///< signed_download_url of a lookup, signed_upload_url of a create
  std::string matched_key;     ///< lookup
  std::uint64_t entry_id = 0;  ///< finalize
};

/// Reads a request by protobuf's JSON rules: unknown fields are ignored, names may be camelCase,
/// and a 64-bit number may be a string. Key and version must be there and be valid text.
Outcome<MessageV2> parse_json_v2(std::string_view text);
/// The same from protobuf's binary encoding.
Outcome<MessageV2> parse_protobuf_v2(MethodV2 method, std::string_view bytes);

/// In snake_case, as BuildKit knows nothing else; `entry_id` is a string.
std::string encode_json_v2(MethodV2 method, const AnswerV2& answer);
std::string encode_protobuf_v2(MethodV2 method, const AnswerV2& answer);

}  // namespace bxbench::service::actions_cache
