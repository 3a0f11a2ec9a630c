// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

#include <filesystem>
#include <map>
#include <string>

namespace bxbench::baseimage {

/// Turns a root file system in a tar file into an OCI image layout with one zstd layer
/// (image-layout 1.0.0 and image-spec 1.1), which `--build-context NAME=oci-layout://DIR` takes.
/// The same tar and environment give the same bytes. `directory` must exist.
Result<void> write_oci_layout(const std::filesystem::path& tar,
                              const std::map<std::string, std::string>& env,
                              const std::filesystem::path& directory);

/// The digest of a layout's image manifest, "sha256:…".
Result<std::string> manifest_digest(const std::filesystem::path& layout);

}  // namespace bxbench::baseimage
