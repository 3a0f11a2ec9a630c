// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bxbench::service::actions_cache {

/// RFC 4648, 5: the URL-safe alphabet without padding, as JWT has it.
std::string encode_base64url(std::string_view bytes);
std::optional<std::string> decode_base64url(std::string_view text);

}  // namespace bxbench::service::actions_cache
