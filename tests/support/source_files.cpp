// SPDX-License-Identifier: Apache-2.0
#include <harness/support/files.hpp>
#include <tests/support/source_files.hpp>

#include <algorithm>
#include <filesystem>
#include <set>

namespace bxbench::test {

std::vector<SourceFile> source_files(const std::vector<std::string>& folders) {
  namespace fs = std::filesystem;
  const fs::path root = BXBENCH_PROJECT_ROOT;
  const std::set<fs::path> extensions{".cpp", ".hpp", ".lua"};
  std::vector<SourceFile> files;
  for (const auto& folder : folders) {
    if (!fs::exists(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder))
      if (entry.is_regular_file() && extensions.contains(entry.path().extension()))
        files.push_back({entry.path().lexically_relative(root), read_file(entry.path()).value()});
  }
  std::sort(files.begin(), files.end(),
            [](const auto& one, const auto& other) { return one.path < other.path; });
  return files;
}

}  // namespace bxbench::test
