// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace bxbench::cli {

/// The words of a command line that name what is run.
struct Names {
  std::vector<std::string> files;      ///< and directories, as they were given
  std::vector<std::string> scenarios;  ///< names and globs
};

/// A word with a slash, one that ends in ".lua" and the name of a directory are paths.
Names sort_names(const std::vector<std::string>& words);

}  // namespace bxbench::cli
