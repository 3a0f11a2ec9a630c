// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/dockerfile/stages.hpp>
#include <harness/measure/miss/build_record.hpp>

#include <optional>
#include <vector>

namespace bxbench::measure {

/// Where a step stands in the Dockerfile.
struct Place {
  std::size_t stage = 0, step = 0;  ///< indexes
  bool merges = false;  ///< it is what puts the layer of a COPY or ADD with --link on the others
};

/// The place of each step of a record, by the label that BuildKit gives it: "[build 2/7] RUN …" is
/// the second instruction of stage `build`, or the first, when a FROM was counted before it; which
/// of the two follows from the instructions' words. Nothing: it fits nowhere, as ONBUILD does.
std::vector<std::optional<Place>> places(const std::vector<BuiltStep>& steps,
                                         const std::vector<dockerfile::Stage>& stages);

}  // namespace bxbench::measure
