// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/cells.hpp>

#include <string>
#include <vector>

namespace bxbench::report {

/// The JSON of `hyperfine --export-json`, versions 1.x (src/benchmark/benchmark_result.rs), as its
/// plot scripts read it: one result per cell, over its valid samples; seconds. `user` and `system`
/// are means of what docker, buildx and the builder's daemons used, null unless both sides are
/// known. An exit code is 0, or null of a sample whose build failed, as it may. Cells without a
/// valid sample are left out.
std::string render_hyperfine(const std::vector<analysis::Cell>& cells);

}  // namespace bxbench::report
