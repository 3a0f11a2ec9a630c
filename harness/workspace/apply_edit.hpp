// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/edit.hpp>
#include <harness/support/error.hpp>

#include <filesystem>
#include <string>

namespace bxbench::workspace {

/// Applies an edit to the files below `context`; `%{marker}` in its texts becomes `marker`.
/// Errc::bad_input names the edit, the file and what is wrong with it.
Result<void> apply_edit(const suite::Edit& edit, const std::string& marker,
                        const std::filesystem::path& context);

}  // namespace bxbench::workspace
