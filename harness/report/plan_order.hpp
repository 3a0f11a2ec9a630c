// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/cells.hpp>

#include <vector>

namespace bxbench::report {

/// Cells in the order of the plan; what the plan does not name comes last.
std::vector<const analysis::Cell*> in_plan_order(const std::vector<analysis::Cell>& cells,
                                                 const std::vector<measure::CellKey>& order);

}  // namespace bxbench::report
