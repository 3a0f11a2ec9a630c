// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace bxbench::analysis::stats {

/// Twice the midrank of each value among all, so that ties stay integers: {5, 7, 7} is {2, 5, 5}.
std::vector<int> doubled_midranks(const std::vector<double>& values);

}  // namespace bxbench::analysis::stats
