// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/diagnosis/facts.hpp>
#include <harness/support/error.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace bxbench::cli {

/// What a diagnosis is made of.
struct Inputs {
  std::vector<diagnosis::Facts> facts;  ///< one per workflow, at least one; the first has all jobs
  std::vector<std::filesystem::path> runs;  ///< of bxbench itself, not read yet
  std::vector<std::string> read;            ///< "ci.log: 812 lines", one per file
};

/// Reads logs (also folders of them), runs (folders with a journal), workflows and composite
/// actions (.yml, .yaml) and Dockerfiles; what a file is follows from its name. "-" is a log or a
/// workflow on standard input. `dockerfile` may be empty.
Result<Inputs> read_inputs(const std::vector<std::string>& files,
                           const std::filesystem::path& dockerfile);

}  // namespace bxbench::cli
