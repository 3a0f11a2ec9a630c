// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/report/comparison/compared.hpp>
#include <harness/report/report.hpp>

namespace bxbench::report {

/// The report on two runs, in the same shape as that on one: a table of changes per workload, what
/// the gate says, and for each cell that changed why.
Report build_comparison(const Compared& compared);

}  // namespace bxbench::report
