// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tests/support/source_files.hpp>

#include <string>
#include <vector>

namespace bxbench::test {

/// Folders of harness/ by level: element n is level n.
using Levels = std::vector<std::vector<std::string>>;

/// A library that one folder alone may include.
struct Library {
  std::string name;
  std::vector<std::string> headers;  ///< what its includes begin with
  std::string folder;
};

/// Includes that break "only folders of a lower level, never a sibling", one line of text each.
/// Inside a folder, with its folders below, includes are free.
std::vector<std::string> layer_offences(const std::vector<SourceFile>& files, const Levels& levels);

/// Includes of a library outside of the folder that may know it.
std::vector<std::string> library_offences(const std::vector<SourceFile>& files,
                                          const std::vector<Library>& libraries);

/// Files that have more than `longest` lines.
std::vector<std::string> length_offences(const std::vector<SourceFile>& files, long longest);

}  // namespace bxbench::test
