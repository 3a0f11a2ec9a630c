// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/diagnosis/facts.hpp>

#include <string>
#include <string_view>

namespace bxbench::diagnosis {

/// Whether a vertex is a RUN, COPY, ADD or WORKDIR of a Dockerfile, by its name.
bool is_dockerfile_step(std::string_view name);

/// Whether a vertex belongs to a build by which buildkit-cache-dance moves a mount.
bool is_of_carrier(std::string_view name);

/// Whether a build has neither steps nor caches nor an error, as the start of a builder prints one.
bool tells_nothing(const Build& build);

/// Adds the cache mounts that the names of the build's steps declare, each once.
void find_mounts(Build& build);

/// The mount at this path. One that no step declares is added when the path looks like one of a
/// cache: names of steps may be cut. Null: no mount is there.
Mount* mount_at(Build& build, std::string_view path);

/// Adds the scopes and refs that the build's command exports to and imports from.
void note_names(const Build& build, Job& job);

}  // namespace bxbench::diagnosis
