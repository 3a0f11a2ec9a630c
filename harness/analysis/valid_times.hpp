// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/cells.hpp>

#include <map>

namespace bxbench::analysis {

/// Job seconds of the valid samples, by repetition.
std::map<int, double> valid_times(const Cell& cell);

}  // namespace bxbench::analysis
