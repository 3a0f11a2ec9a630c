// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/cells.hpp>
#include <harness/journal/journal.hpp>

#include <map>
#include <string>
#include <vector>

namespace bxbench::cli {

/// How long a workload's first build took when it was measured last, on this machine.
struct ColdTime {
  double seconds = 0;    ///< median of the whole job, under the run's baseline strategy
  std::string strategy;  ///< that baseline
  std::string when;      ///< UTC, ISO 8601
};

/// Keeps the cold builds of a run in the user's cache, for `bxbench list workloads`, if it ran
/// without a link and with base images as they are by default. What cannot be kept is missing
/// there.
void note_cold_times(const journal::ResultSet& results, const std::vector<analysis::Cell>& cells);

/// By workload; empty where nothing was kept.
std::map<std::string, ColdTime> cold_times();

}  // namespace bxbench::cli
