// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace bxbench::recorder {

/// The lines of a text file; of one whose name ends in .zst after decompression.
Result<std::vector<std::string>> lines_of(const std::filesystem::path& file);

}  // namespace bxbench::recorder
