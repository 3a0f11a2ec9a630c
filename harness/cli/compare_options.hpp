// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace bxbench::cli {

/// The options of `bxbench compare`, as they were given.
struct ComparisonOptions {
  std::filesystem::path base, now;  ///< runs
  double fail_above = 0.10;         ///< share
  bool relative = false;
  bool any_environment = false;
  std::filesystem::path tolerate;  ///< list of tolerances; empty: none
  bool confirm = false;
  int runs = 0;  ///< samples of each cell that is measured again; 0: as many as it had, at least 10
  std::string format;
  std::filesystem::path output;  ///< empty, "-": stdout
  bool no_color = false, quiet = false;
  std::vector<std::string> command;  ///< the command line, for the record
};

}  // namespace bxbench::cli
