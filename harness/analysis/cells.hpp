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
  /// Medians of "restored" and "saved" (archives), "imported" and "exported" (what a build moved by
  /// itself); only those that are known.
  std::map<std::string, Bytes> bytes;
  std::optional<stats::Ratio> ratio_to_baseline;  ///< none for the baseline itself
  /// One per rule: the outcome of all samples, invalid ones too, that is furthest from what should
  /// happen. Where the scenario is made to trip the rule, that is a pass.
  std::vector<measure::Verdict> verdicts;
};

/// Groups samples into cells, in the order of their first sample, and computes the statistics.
/// Ratios refer to the cell of the strategy `baseline` with the same workload, scenario and job.
std::vector<Cell> build_cells(const std::vector<measure::Sample>& samples,
                              const std::string& baseline);

}  // namespace bxbench::analysis
