// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>
#include <harness/support/units.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace bxbench {

/// The whole content of a file.
Result<std::string> read_file(const std::filesystem::path& file);

/// Writes beside the target, syncs, renames: the file is there whole or not at all.
Result<void> write_file_atomically(const std::filesystem::path& file, std::string_view content);

/// Creates a directory and its parents.
Result<void> make_directories(const std::filesystem::path& directory);

/// Copies a tree with modes and symbolic links; times are new, as in a fresh checkout.
Result<void> copy_tree(const std::filesystem::path& from, const std::filesystem::path& to);

/// Removes a tree, read-only directories included. Removing what is not there is no error.
Result<void> remove_tree(const std::filesystem::path& directory);

/// Removes what a killed process left in `directory` while it made something: NAME.PID.part.
void remove_stale_parts(const std::filesystem::path& directory);

/// Sum of the sizes of all regular files below `directory`, 0 when it does not exist.
Bytes size_of_tree(const std::filesystem::path& directory);

}  // namespace bxbench
