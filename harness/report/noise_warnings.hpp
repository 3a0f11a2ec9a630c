// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/cells.hpp>

#include <string>
#include <vector>

namespace bxbench::report {

/// What the samples themselves say about the quiet of the machine, with advice: a slow first
/// repetition, outliers. At most one line each, however many cells it is about.
std::vector<std::string> noise_warnings(const std::vector<analysis::Cell>& cells);

}  // namespace bxbench::report
