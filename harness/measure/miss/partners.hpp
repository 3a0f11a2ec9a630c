// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/dockerfile/stages.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace bxbench::measure {

/// Whether two steps are written alike: for RUN every blank counts, for others the words.
bool same_text(const dockerfile::Step& a, const dockerfile::Step& b);

/// For each stage the one of the earlier Dockerfile that it was: that of its name, else the one
/// with which it has the most steps in common from the beginning, since stages are renamed and
/// those without a name are numbered. Nothing: there is none that can be told.
std::vector<std::optional<std::size_t>> stage_partners(const std::vector<dockerfile::Stage>& before,
                                                       const std::vector<dockerfile::Stage>& now);

/// Whether two COPY differ in `--from` alone, which names the same stage by another name or number.
bool same_but_for_stage(const std::vector<dockerfile::Stage>& before, const dockerfile::Step& old,
                        const std::vector<dockerfile::Stage>& now, const dockerfile::Step& step);

}  // namespace bxbench::measure
