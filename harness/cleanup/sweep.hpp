// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace bxbench::cleanup {

/// One scratch directory whose run died without cleaning up.
struct Leftover {
  std::filesystem::path directory;
  int processes = 0, mounts = 0;
  std::vector<std::string> problems;
};

/// Removes what dead runs left; runs that are alive are not touched.
std::vector<Leftover> sweep();

}  // namespace bxbench::cleanup
