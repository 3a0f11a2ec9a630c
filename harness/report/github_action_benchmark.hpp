// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/cells.hpp>

#include <string>
#include <vector>

namespace bxbench::report {

/// What github-action-benchmark reads with `tool: customSmallerIsBetter`
/// (https://github.com/benchmark-action/github-action-benchmark, README): a list of `name`, `unit`,
/// `value`, `range`, `extra`. `value` is the median of the whole job in seconds, `range` half the
/// width of its interval. Cells without a valid sample are left out; `baseline` is the strategy
/// that ratios refer to.
std::string render_github_action_benchmark(const std::vector<analysis::Cell>& cells,
                                           const std::string& baseline);

}  // namespace bxbench::report
