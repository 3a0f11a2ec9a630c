// SPDX-License-Identifier: Apache-2.0
#include <harness/support/digest.hpp>
#include <harness/support/files.hpp>
#include <harness/support/suggest.hpp>
#include <harness/workspace/apply_edit.hpp>
#include <harness/workspace/workspace.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace fs = std::filesystem;

namespace bxbench::workspace {

Result<Workspace> Workspace::create(const suite::Workload& workload, fs::path directory,
                                    const std::vector<fs::path>& overlays) {
  if (auto copied = copy_tree(workload.context, directory); !copied) return copied.error();
  for (const auto& overlay : overlays) {
    std::error_code failure;
    fs::copy(overlay, directory, fs::copy_options::recursive | fs::copy_options::overwrite_existing,
             failure);
    if (failure)
      return Error{Errc::io,
                   fmt::format("cannot copy {}: {}", overlay.string(), failure.message())};
  }
  return Workspace(workload, std::move(directory));
}

Result<void> Workspace::edit(const std::string& name, const std::string& marker) {
  const auto found = workload_->edits.find(name);
  if (found == workload_->edits.end()) {
    std::vector<std::string> known;
    for (const auto& [edit, ignored] : workload_->edits)
      known.push_back(edit);
    return Error{Errc::bad_input, fmt::format("workload '{}' has no edit '{}'{}", workload_->name,
                                              name, did_you_mean(name, known))};
  }
  if (auto applied = apply_edit(found->second, marker, directory_); !applied) {
    Error error = applied.error();
    error.message = fmt::format("workload '{}': {}", workload_->name, error.message);
    return error;
  }
  const auto& operations = found->second.operations;
  if (std::any_of(operations.begin(), operations.end(), [](const suite::EditOperation& one) {
        return one.text.find("%{marker}") != std::string::npos;
      }))
    marker_ = marker;
  return {};
}

Result<void> Workspace::check_out(const fs::path& directory) const {
  return copy_tree(directory_, directory);
}

Result<std::string> Workspace::lock_hash() const {
  Sha256 sha;
  for (const auto& name : workload_->lock_files) {
    auto content = read_file(directory_ / name);
    if (!content)
      return Error{Errc::bad_input, fmt::format("workload '{}' names the lock file {}, which its "
                                                "context does not have",
                                                workload_->name, name)};
    sha.update(name + "\n" + *content);
  }
  return sha.hex().substr(0, 16);
}

}  // namespace bxbench::workspace
