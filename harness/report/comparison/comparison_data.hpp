// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/report/comparison/compared.hpp>

#include <nlohmann/json_fwd.hpp>

namespace bxbench::report {

/// What the charts of a comparison's page are drawn from, `kind` "comparison": per cell the ratio
/// with its interval and what became of it; samples and phases of both sides, in seconds.
nlohmann::ordered_json comparison_data(const Compared& compared);

}  // namespace bxbench::report
