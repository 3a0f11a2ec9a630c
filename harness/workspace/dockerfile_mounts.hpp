// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/workload.hpp>
#include <harness/support/error.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bxbench::workspace {

/// The cache mounts that the RUN steps of a Dockerfile declare, each id once, in their order: what
/// buildkit-cache-dance derives its map from. Options as BuildKit reads them: id (default: the
/// target), target (also dst, destination), uid, gid, mode, sharing. Other mounts are left out.
std::vector<suite::CacheMount> cache_mounts_of(std::string_view dockerfile);

/// Those of a Dockerfile of a checkout; `bad_input` when there is no such file.
Result<std::vector<suite::CacheMount>> read_cache_mounts(const std::filesystem::path& checkout,
                                                         const std::string& dockerfile);

/// The cache mount of one `--mount=` flag of a RUN; nothing: it mounts something else.
std::optional<suite::CacheMount> cache_mount_of(const std::string& flag);

}  // namespace bxbench::workspace
