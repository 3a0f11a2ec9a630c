// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/history.hpp>

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace bxbench::report {

/// What a page draws: {"kind": "history", "runs": […], "series": […]}. `unit` of a series is
/// "seconds" where all its runs have one environment, or where it has no ratios; else "ratio".
/// Points, intervals and changes are in that unit.
nlohmann::ordered_json history_data_json(const analysis::History& history);

/// {"schema": "bxbench/history/1", …}: everything; results/README.md lists the fields.
std::string render_history_json(const analysis::History& history);

/// One line per point; results/README.md lists the columns.
std::string render_history_csv(const analysis::History& history);

}  // namespace bxbench::report
