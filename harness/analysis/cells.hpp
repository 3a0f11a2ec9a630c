// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/stats/summary.hpp>
#include <harness/measure/sample.hpp>

#include <map>
#include <string>
#include <vector>

namespace bxbench::analysis {

/// All samples of one workload × strategy × scenario × measured job, and their statistics.
/// Statistics are over valid samples only.
struct Cell {
  measure::CellKey key;
  std::vector<measure::Sample> samples;  ///< valid and invalid ones
  int valid_samples = 0, invalid_samples = 0;
  stats::Summary job_seconds, build_seconds;
  std::map<std::string, stats::Summary> phases;  ///< by phase name; only those that occurred
  measure::Steps steps;                          ///< of the sample with the median job time
  std::map<std::string, Bytes> bytes;  ///< "restored", "saved", "imported", "exported": medians
  std::optional<stats::Ratio> ratio_to_baseline;
  std::vector<measure::Verdict> verdicts;  ///< one per rule: the worst outcome of all samples
};

/// Groups samples into cells, in the order of their first sample, and computes the statistics.
/// Ratios refer to the cell of the strategy `baseline` with the same workload, scenario and job.
std::vector<Cell> build_cells(const std::vector<measure::Sample>& samples,
                              const std::string& baseline);

}  // namespace bxbench::analysis
