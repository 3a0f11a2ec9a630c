// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/break_even.hpp>

#include <nlohmann/json_fwd.hpp>

#include <optional>

namespace bxbench::report {

/// Field `break_even` of run.json; null without figures.
nlohmann::ordered_json break_even_json(const std::optional<analysis::BreakEven>& figures);

}  // namespace bxbench::report
