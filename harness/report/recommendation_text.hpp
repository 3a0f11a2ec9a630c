// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/recommendation.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace bxbench::report {

/// What to do, in a few sentences for each workload: the strategy, what it brings in each row, what
/// it costs on a cold build, which others are as good, and which were not rated and why. `link` is
/// that of the run, for which alone it holds.
std::vector<std::string> recommendation_lines(
    const std::vector<analysis::Cell>& cells,
    const std::vector<analysis::Recommendation>& recommendations, const std::string& baseline,
    std::string_view link);

}  // namespace bxbench::report
