// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/break_even.hpp>

#include <string>
#include <vector>

namespace bxbench::report {

/// One line per row of the tables ("go/warm-build/rebuild: registry beats none above 14.0 MB/s"),
/// then one per workload ("go: registry pays off after 1 warm build").
std::vector<std::string> break_even_lines(const analysis::BreakEven& figures);

}  // namespace bxbench::report
