// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/cells.hpp>
#include <harness/report/report.hpp>

#include <vector>

namespace bxbench::report {

/// Where the time of each cell went, by its sample with the median job time: phases, heaviest
/// steps, critical path, what the build used of the machine. Cells without a valid sample have
/// none.
std::vector<TimeUse> time_uses(const std::vector<analysis::Cell>& cells);

}  // namespace bxbench::report
