// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/report/comparison/compared.hpp>

#include <string>
#include <vector>

namespace bxbench::report {

/// What keeps a comparison from being of two whole runs that differ in nothing but what is asked,
/// and what of the list of tolerances has no effect.
std::vector<std::string> comparison_warnings(const Compared& compared);

}  // namespace bxbench::report
