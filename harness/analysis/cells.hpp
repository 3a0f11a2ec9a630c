// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/analysis/stats/paired.hpp>
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
  /// Of job_seconds, paired by repetition: the same repetition of two cells ran in the same
  /// randomized block. Where the two share no valid repetition they are compared unpaired, with 0
  /// pairs. None for the baseline itself.
  std::optional<stats::Ratio> ratio_to_baseline;
  std::optional<stats::Shift> shift_to_baseline;  ///< the same as a difference in seconds
  std::optional<double>
      slow_first;             ///< repetition 1 over the median of the others: stats::slow_first
  std::vector<int> outliers;  ///< repetitions that stats::outliers names
  /// One per rule: the outcome of all samples, invalid ones too, that is furthest from what should
  /// happen. Where the scenario is made to trip the rule, that is a pass.
  std::vector<measure::Verdict> verdicts;
};

/// Groups samples into cells, in the order of their first sample, and computes the statistics.
/// Ratios refer to the cell of the strategy `baseline` with the same workload, scenario and job.
std::vector<Cell> build_cells(const std::vector<measure::Sample>& samples,
                              const std::string& baseline);

}  // namespace bxbench::analysis
