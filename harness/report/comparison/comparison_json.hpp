// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/report/comparison/compared.hpp>

#include <string>

namespace bxbench::report {

/// The comparison as JSON, `schema` "bxbench/comparison/1"; results/README.md has its fields.
std::string render_comparison_json(const Compared& compared);

}  // namespace bxbench::report
