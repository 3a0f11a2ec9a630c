// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

#include <string>
#include <string_view>

namespace bxbench {

/// Writes to stderr. A terminal that is gone or a full disk is no reason to stop: never throws.
void say(std::string_view text) noexcept;

/// Writes a result to stdout and flushes. A reader that went away (`| head`) is success, anything
/// else that goes wrong is Errc::io.
Result<void> emit(std::string_view text);

}  // namespace bxbench
