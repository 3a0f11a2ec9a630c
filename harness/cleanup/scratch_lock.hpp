// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

#include <filesystem>

namespace bxbench::cleanup {

enum class Wait { yes, no };

/// Takes an exclusive lock on a directory (flock); held until the returned descriptor is closed
/// or the process dies. Errc::environment when somebody else holds it and `wait` is no.
Result<int> lock_directory(const std::filesystem::path& directory, Wait wait);

}  // namespace bxbench::cleanup
