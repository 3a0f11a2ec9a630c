// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

#include <filesystem>

namespace bxbench::service::registry {

/// Makes `to`, which must not exist, a copy of a registry's storage directory on the same file
/// system. Files called `data` below `blobs` are content-addressed, written elsewhere and moved
/// there, so a hard link to them is as good as a copy; links to them (tags, layers) are rewritten
/// in place and therefore copied. Uploads that are under way are left out. (distribution's
/// registry/storage/paths.go describes the layout.)
Result<void> link_store(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace bxbench::service::registry
