// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace bxbench::analysis {

bool precise_enough(const std::vector<double>& seconds, double target);

}  // namespace bxbench::analysis
