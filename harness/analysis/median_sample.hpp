// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/cells.hpp>

namespace bxbench::analysis {

/// The valid sample with the median job time, of two in the middle the faster one; null: no sample
/// is valid.
const measure::Sample* median_sample(const std::vector<measure::Sample>& samples);

}  // namespace bxbench::analysis
