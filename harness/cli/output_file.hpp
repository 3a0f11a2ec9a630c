// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

#include <filesystem>
#include <string>

namespace bxbench::cli {

/// Replaces a file; what is no plain file (a pipe, /dev/null) is written to. A name under which
/// nothing can be written is bad input, and what is said names it as it was given.
Result<void> write_output(const std::filesystem::path& file, const std::string& text);

}  // namespace bxbench::cli
