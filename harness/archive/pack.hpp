// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>
#include <harness/support/units.hpp>

#include <filesystem>

namespace bxbench::archive {

/// Packs a directory's content as tar, compressed by zstd (what `actions/cache` makes), and
/// returns the size of the file. Modes, owners, times and links are kept.
Result<Bytes> pack(const std::filesystem::path& directory, const std::filesystem::path& file);

/// Unpacks such an archive below a directory, which is created. Entries that would leave the
/// directory are refused.
Result<void> unpack(const std::filesystem::path& file, const std::filesystem::path& directory);

}  // namespace bxbench::archive
