// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/service/actions_cache/operations/failure.hpp>

#include <string_view>

namespace bxbench::service::actions_cache {

/// Whether text may be a key or a version: 1 to 512 characters of UTF-8 (so at most 2048 bytes),
/// none of them a control character. It is compared byte by byte, with case.
bool is_valid_name(std::string_view text);

/// The text, or why it may not be `what`.
Outcome<std::string> checked_name(std::string_view text, std::string_view what);

}  // namespace bxbench::service::actions_cache
