// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/journal/journal.hpp>

#include <string>
#include <vector>

namespace bxbench::report {

/// Workload, strategy and scenario (`job` empty) that went well in one run and not in a later one.
struct BrokenTrials {
  measure::CellKey key;
  std::string reason;  ///< of the first trial: why it broke off, or which expectation failed
};

/// What broke off, or failed an expectation, in the new run and never did in the base, where
/// it went well at least once. Trials that the machine failed do not count.
std::vector<BrokenTrials> broken_trials(const journal::ResultSet& base,
                                        const journal::ResultSet& now);

}  // namespace bxbench::report
