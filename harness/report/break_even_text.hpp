// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/break_even.hpp>

#include <string>
#include <vector>

namespace bxbench::report {

/// One line per row of the tables ("go/warm-build/rebuild: registry beats none above 14.0 MB/s"),
/// then one per workload ("go: registry pays off after 1 warm build"). Of two strategies that are
/// not the baseline only what the intervals leave no doubt about: there are many such pairs.
std::vector<std::string> break_even_lines(const analysis::BreakEven& figures);

}  // namespace bxbench::report
