// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bxbench {

/// The bytes behind standard base64 text with padding (RFC 4648, 4); no value: it is none.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace bxbench
