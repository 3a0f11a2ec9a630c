// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/dockerfile/stages.hpp>
#include <harness/measure/sample.hpp>
#include <harness/workspace/context_files.hpp>

#include <optional>

namespace bxbench::measure {

/// Which files of the context that a step reads are others than before. Nothing: none, or the step
/// does not tell which it reads.
std::optional<Miss> input_cause(const workspace::ContextFiles& before,
                                const workspace::ContextFiles& now, const dockerfile::Step& step);

}  // namespace bxbench::measure
