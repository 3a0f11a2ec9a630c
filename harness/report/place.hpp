// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/measure/sample.hpp>

#include <string>
#include <vector>

namespace bxbench::report {

/// "go/mount/warm-build/rebuild" on one safe line; without a job "go/mount/warm-build".
std::string place_name(const measure::CellKey& key);

/// The first few of them, and how many more there are.
std::string place_names(const std::vector<measure::CellKey>& keys);

/// "1 cell", "2 cells".
std::string cells_text(std::size_t count);

}  // namespace bxbench::report
