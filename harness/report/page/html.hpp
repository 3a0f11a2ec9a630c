// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/report/report.hpp>

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace bxbench::report {

/// A report as one HTML page that needs nothing else: no request leaves it, and its content policy
/// forbids any. Tables, notes and all figures are there without JavaScript; charts are drawn from
/// `data` (run_data.hpp and its like say which). Every text is escaped.
std::string render_html(const Report& report, const nlohmann::ordered_json& data);

}  // namespace bxbench::report
