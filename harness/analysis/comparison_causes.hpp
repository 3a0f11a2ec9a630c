// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/comparison.hpp>

namespace bxbench::analysis {

/// Fills in what a cell's change comes from: phases and steps that changed in its direction, each
/// by a tenth of the change or more, steps that are no longer cached, rules that fail now.
///
/// Steps are the same when their instructions are, wherever they stand; of those that are left over
/// on both sides, when they stand at the same place of the same stage. No phases and steps where
/// seconds changed the other way round than the ratio, as they do on a faster machine.
void add_causes(CellChange& cell);

}  // namespace bxbench::analysis
