// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace bxbench::test {

/// One file of the project; the path is relative to the repository.
struct SourceFile {
  std::string path, text;
};

/// All .cpp, .hpp and .lua files below `folders` of the repository, by path. A folder that does not
/// exist has none.
std::vector<SourceFile> source_files(const std::vector<std::string>& folders);

}  // namespace bxbench::test
