// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/stats/interval.hpp>

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace bxbench::report {

// How all JSON files write values that may be missing: null, never 0 or "".

/// Null where there is none, and for what JSON cannot write: NaN and infinities.
nlohmann::ordered_json json_number(const std::optional<double>& value);

/// Null where it is empty.
nlohmann::ordered_json json_text(const std::string& value);

/// [low, high] or null.
nlohmann::ordered_json json_interval(const std::optional<analysis::stats::Interval>& value);

}  // namespace bxbench::report
