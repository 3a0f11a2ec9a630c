// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/diagnosis/finding.hpp>
#include <harness/diagnosis/tally.hpp>
#include <harness/support/error.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace bxbench::diagnosis {
struct Profile;
}

namespace bxbench::cli {

/// What the rules say of a run of bxbench.
struct RunDiagnosis {
  std::vector<diagnosis::Finding> findings;  ///< in no order
  diagnosis::Tally tally{};                  ///< of what was read
  std::string read;                          ///< "results/…: 24 jobs of 12 trials"
};

/// Judges a run, a folder with a journal, or the journal itself. Each trial has a CI of its own and
/// is judged alone, its jobs as consecutive runs of a workflow, measured or not. They are read from
/// what the run keeps of them in `logs`; without that folder the measured ones are read from the
/// journal. What several repetitions of a cell show is one finding. Failures that a scenario is
/// made to show, or a job's claim to be cold, are left out. Errors: there is no run.
Result<RunDiagnosis> diagnose_run(const std::filesystem::path& run,
                                  const diagnosis::Profile& profile);

}  // namespace bxbench::cli
