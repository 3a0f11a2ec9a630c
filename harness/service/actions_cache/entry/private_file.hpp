// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/service/actions_cache/entry/service_clock.hpp>
#include <harness/support/error.hpp>

#include <filesystem>
#include <optional>
#include <string_view>

namespace bxbench::service::actions_cache {

/// Creates a directory and its parents; nobody but the owner may look into it.
Result<void> make_private_directory(const std::filesystem::path& directory);

/// Writes `aside`, mode 0600, and renames it to `file`: a process that is killed leaves the old or
/// the new content. Not synced, unlike the journal: a cache may lose entries in a power cut, and
/// waiting for the disk would be measured as time of the client's export.
Result<void> replace_private_file(const std::filesystem::path& file,
                                  const std::filesystem::path& aside, std::string_view content,
                                  EntryTime modified);

Result<void> move_path(const std::filesystem::path& from, const std::filesystem::path& to);

/// A file's modification time, to the nanosecond.
std::optional<EntryTime> modified(const std::filesystem::path& file);
void set_modified(const std::filesystem::path& file, EntryTime time);

}  // namespace bxbench::service::actions_cache
