// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/dockerfile/instruction.hpp>
#include <harness/dockerfile/variables.hpp>

#include <optional>
#include <string>
#include <vector>

namespace bxbench::dockerfile {

/// An instruction that makes a layer (ADD, COPY, RUN, WORKDIR but for the root), with what acts on
/// it.
struct Step {
  int number = 0;  ///< among those of its stage, from 1
  Instruction instruction;
  /// Build arguments that are declared above it, in its stage or in those that it is made from, and
  /// have a value. RUN sees all of them: each is part of its cache key, used or not.
  Variables arguments;
  Variables environment;  ///< by ENV, but for what a later ARG sets; hides arguments of its names
  /// ENV, USER, SHELL and a WORKDIR that is the root above it, as they are written.
  std::vector<std::string> settings;
  /// Paths and patterns of the build context that it reads, without a slash in front, "." for all
  /// of it; nothing: they cannot be told.
  std::optional<std::vector<std::string>> sources;
  std::vector<std::string> from;  ///< stages and images that it copies from or mounts
};

struct Stage {
  std::string name;  ///< as progress shows it: lower case, "stage-2" without a name, "" when alone
  std::string base;  ///< stage or image that it is made from, build arguments put in
  int base_stage = -1;  ///< index of the stage that `base` names; -1: it is an image
  std::vector<Step> steps;
};

/// The stages of a Dockerfile as they are built with these build arguments.
std::vector<Stage> stages(const std::vector<Instruction>& instructions,
                          const Variables& build_args);

/// The image at the bottom of a stage, "scratch" included.
std::string root_image(const std::vector<Stage>& all, std::size_t stage);

}  // namespace bxbench::dockerfile
