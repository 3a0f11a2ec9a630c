// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

#include <filesystem>
#include <string>

namespace bxbench::cli {

/// Now, in UTC, as ISO 8601: "2026-01-31T12:00:00Z".
std::string now_utc();

/// Makes `output`/<run id>; the id is the time with a few random digits.
Result<std::filesystem::path> make_run_folder(const std::filesystem::path& output);

}  // namespace bxbench::cli
