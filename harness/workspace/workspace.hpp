// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/workload.hpp>
#include <harness/support/error.hpp>

#include <filesystem>
#include <string>

namespace bxbench::workspace {

/// A trial's private copy of a workload's build context, as its repository stands now. Edits
/// change the copy; jobs check it out. The user's files are only read.
class Workspace {
 public:
  /// Copies the context to `directory`, which must not exist, and lays `overlays` over it.
  static Result<Workspace> create(const suite::Workload& workload, std::filesystem::path directory,
                                  const std::vector<std::filesystem::path>& overlays);

  /// Applies one of the workload's edits with a marker of its own; the old one stays when the edit
  /// writes none.
  Result<void> edit(const std::string& name, const std::string& marker);
  /// A fresh checkout: the same files with new times.
  Result<void> check_out(const std::filesystem::path& directory) const;
  /// Hash of the workload's lock files as they are now, hexadecimal.
  Result<std::string> lock_hash() const;
  /// What the artifact must contain when it was built from the current files.
  const std::string& marker() const { return marker_; }

 private:
  Workspace(const suite::Workload& workload, std::filesystem::path directory)
      : workload_(&workload), directory_(std::move(directory)), marker_(workload.artifact.marker) {}

  const suite::Workload* workload_;
  std::filesystem::path directory_;
  std::string marker_;
};

}  // namespace bxbench::workspace
