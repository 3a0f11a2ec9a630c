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

/// What of a step itself differs from the earlier build: its instruction, what acts on it, its base
/// image, or the files that it reads. Nothing: it is the same as far as that can be compared.
///
/// What BuildKit makes a step's cache key of (buildx 0.24, BuildKit of Docker 28, and by
/// experiment): of RUN the text with every blank, the shell, the user, ENV and all build arguments
/// declared above it that have a value; of COPY and ADD the paths with variables put in and the
/// content, names and modes of what they match, not their times or owners, but neither ENV nor
/// unused arguments; of WORKDIR the path. Comments, LABEL, CMD and undeclared build arguments are
/// part of none.
std::optional<Miss> own_cause(const ReadBuild& before, const ReadBuild& now, Place place);

/// Whether the image at the bottom of a step's stage is another one. Its environment acts on steps
/// further up as well, when the layers are the same.
std::optional<Miss> stage_base_cause(const ReadBuild& before, const ReadBuild& now, Place place);

}  // namespace bxbench::measure
