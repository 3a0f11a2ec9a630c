// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/measure/miss/place.hpp>

#include <optional>

namespace bxbench::measure {

/// A build with its Dockerfile taken apart.
struct ReadBuild {
  const BuildRecord& record;
  std::vector<dockerfile::Stage> stages;
};

ReadBuild read_build(const BuildRecord& record);

/// The stage of the earlier build that a step's stage was; nothing: it cannot be told, and then
/// neither can the step's own change.
std::optional<std::size_t> stage_before(const ReadBuild& before, const ReadBuild& now, Place place);

/// What of a step itself differs from the earlier build: its instruction, what acts on it, its base
/// image, or the files that it reads. Nothing: it is the same as far as that can be compared.
///
/// What a step's result depends on, found by building (Docker 28.5.2, buildx 0.29.1):
/// - RUN: its text with every blank, SHELL, USER, ENV, and all build arguments that are declared
/// above
///   it and have a value, used or not.
/// - COPY, ADD: the paths with variables put in; names, contents and modes of the files that they
///   match, empty directories; not times, owners or modes of directories, neither ENV nor arguments
///   that they do not use.
/// - WORKDIR: the path and USER.
/// Comments, LABEL, CMD and arguments that nothing declares belong to none of them.
std::optional<Miss> own_cause(const ReadBuild& before, const ReadBuild& now, Place place);

/// Whether the image at the bottom of a step's stage is another one. Its environment acts on steps
/// further up as well, when the layers are the same. A copy with --link is made without it.
std::optional<Miss> stage_base_cause(const ReadBuild& before, const ReadBuild& now, Place place);

}  // namespace bxbench::measure
