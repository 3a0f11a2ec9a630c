// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/cells.hpp>
#include <harness/journal/record.hpp>

#include <string>
#include <vector>

namespace bxbench::report {

/// OpenMetrics 1.0 text (https://prometheus.io/docs/specs/om/open_metrics_spec/): gauges of each
/// cell, over its valid samples; results/README.md lists them. What is not known, or no number, has
/// no sample; a family without any is left out.
std::string render_openmetrics(const journal::RunStarted& run,
                               const std::vector<analysis::Cell>& cells);

}  // namespace bxbench::report
