// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

#include <filesystem>
#include <string>

namespace bxbench::service::registry {

/// Makes `to`, which must not exist, a copy of a registry's storage directory on the same file
/// system. Files called `data` below `blobs` are content-addressed, written elsewhere and moved
/// there, so a hard link to them is as good as a copy; links to them (tags, layers) are rewritten
/// in place and therefore copied. Uploads that are under way are left out. (distribution's
/// registry/storage/paths.go describes the layout.)
Result<void> link_store(const std::filesystem::path& from, const std::filesystem::path& to);

/// A name under which a registry holds an image.
struct ImageName {
  std::string repository, tag;
};

/// Adds the image of an OCI layout (with one manifest in its index) to a registry's storage, blobs
/// as hard links where both are on one file system, else as copies. A registry that runs over the
/// storage serves it at once.
Result<void> add_oci_layout(const std::filesystem::path& storage, const ImageName& name,
                            const std::filesystem::path& layout);

}  // namespace bxbench::service::registry
