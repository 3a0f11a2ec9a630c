// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/history.hpp>
#include <harness/support/error.hpp>

#include <filesystem>

namespace bxbench::report {

/// Whether a folder is none of a run, so that runs are to be looked for in those inside of it.
bool is_history(const std::filesystem::path& directory);

/// All runs whose folders lie in `directory`. What cannot be read is left out with a warning; when
/// that is all, it is Errc::bad_input.
Result<analysis::History> load_history(const std::filesystem::path& directory);

}  // namespace bxbench::report
