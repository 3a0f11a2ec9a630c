// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/measure/sample.hpp>

#include <string>

namespace bxbench::report {

/// "go/mount/warm-build/rebuild" on one safe line; without a job "go/mount/warm-build".
std::string place_name(const measure::CellKey& key);

}  // namespace bxbench::report
