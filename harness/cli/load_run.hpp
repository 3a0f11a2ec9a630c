// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/journal/journal.hpp>

#include <filesystem>

namespace bxbench::cli {

/// The journal of a run, which is named by its folder or by the journal itself.
Result<journal::ResultSet> load_run(const std::filesystem::path& run);

}  // namespace bxbench::cli
