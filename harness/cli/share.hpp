// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace bxbench::cli {

/// The directory that holds lua/ and scenarios/: $BXBENCH_SHARE, the source tree that this program
/// was built from, or where it was installed.
std::filesystem::path share_directory();

}  // namespace bxbench::cli
