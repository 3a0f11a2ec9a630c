// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/cells.hpp>
#include <harness/journal/journal.hpp>

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace bxbench::report {

/// The whole result as run.json holds it; results/schema/run.schema.json describes it. Durations
/// are seconds, sizes bytes; missing is null, never 0. Fields keep the order of the specification.
nlohmann::ordered_json run_json(const journal::ResultSet& results,
                                const std::vector<analysis::Cell>& cells);

/// The text of run.json.
std::string render_run_json(const journal::ResultSet& results,
                            const std::vector<analysis::Cell>& cells);

}  // namespace bxbench::report
