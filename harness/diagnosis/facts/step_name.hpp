// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/diagnosis/facts.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bxbench::diagnosis {

/// A step with name, stage and command, from a vertex's name: "[linux/amd64 build 3/7] RUN make".
Step named_step(std::string_view name);

/// The cache mounts that a RUN declares by its flags.
std::vector<Mount> mounts_of(const Step& step);

/// Whether the step's text ends within the flags of a RUN, so that mounts are missing.
bool ends_within_flags(const Step& step);

/// Whether the step's text ends within its flags, so that mounts may be missing: some displays cut
/// long names.
bool is_cut(const Step& step);

/// A path without "." parts, doubled slashes and a slash at its end.
std::string tidy_path(std::string_view path);

/// `tidy_path` equal, or `path` below `folder`.
bool is_within(std::string_view path, std::string_view folder);

}  // namespace bxbench::diagnosis
