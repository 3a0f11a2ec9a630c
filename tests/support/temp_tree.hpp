// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/files.hpp>

#include <filesystem>
#include <stdlib.h>

namespace bxbench::test {

/// A directory of its own, removed with the object.
class TempTree {
 public:
  TempTree() {
    auto pattern = (std::filesystem::temp_directory_path() / "bxbench-test-XXXXXX").string();
    root_ = ::mkdtemp(pattern.data());
  }
  ~TempTree() { (void)remove_tree(root_); }
  TempTree(const TempTree&) = delete;
  TempTree& operator=(const TempTree&) = delete;

  const std::filesystem::path& root() const { return root_; }
  std::filesystem::path operator/(const std::string& name) const { return root_ / name; }
  /// Creates a file with its parents.
  std::filesystem::path write(const std::string& name, std::string_view content) const {
    const auto file = root_ / name;
    (void)make_directories(file.parent_path());
    (void)write_file_atomically(file, content);
    return file;
  }

 private:
  std::filesystem::path root_;
};

}  // namespace bxbench::test
