// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/cells.hpp>
#include <harness/journal/journal.hpp>
#include <harness/report/report.hpp>

#include <vector>

namespace bxbench::report {

/// Decides everything that a report says: one table per workload in the order of the plan, a row
/// per scenario and measured job, a column per strategy. `cells` are those of `results`.
Report build_report(const journal::ResultSet& results, const std::vector<analysis::Cell>& cells);

}  // namespace bxbench::report
