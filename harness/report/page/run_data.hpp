// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/report/exporter.hpp>

#include <nlohmann/json_fwd.hpp>

namespace bxbench::report {

/// What the charts of a run's page are drawn from, `kind` "run": per cell the median with its
/// interval, phases (medians), samples, what crossed the link, and the timeline of the sample with
/// the median job time. Seconds and bytes; null is unknown.
nlohmann::ordered_json run_data(const Results& results);

}  // namespace bxbench::report
