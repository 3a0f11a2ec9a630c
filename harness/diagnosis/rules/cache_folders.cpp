// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/step_name.hpp>
#include <harness/diagnosis/rules/cache_folders.hpp>

#include <algorithm>
#include <string_view>

namespace bxbench::diagnosis {
namespace {

/// What one entry names: several paths, a line each.
void add_paths(std::string_view text, std::vector<std::string>& paths) {
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (!line.empty()) paths.emplace_back(line);
  }
}

}  // namespace

std::vector<std::string> cache_paths(const Job& job) {
  std::vector<std::string> paths;
  for (const auto& save : job.saves)
    add_paths(save.path, paths);
  for (const auto& restore : job.restores)
    add_paths(restore.path, paths);
  return paths;
}

bool lies_in(const std::string& folder, const std::string& path) {
  const auto inner = "/" + tidy_path(folder) + "/", outer = "/" + tidy_path(path) + "/";
  return is_within(folder, path) || (!path.starts_with('/') && inner.find(outer) != inner.npos);
}

std::optional<bool> holds_carried(const Save& save, const Job& job) {
  std::vector<std::string> paths;
  add_paths(save.path, paths);
  for (const auto& restore : job.restores)
    if (restore.key == save.key && paths.empty()) add_paths(restore.path, paths);
  bool known = false;
  for (const auto& carry : job.carries) {
    if (carry.host_dir.empty() || carry.skipped) continue;
    for (const auto& path : paths) {
      if (lies_in(carry.host_dir, path)) return true;
      const bool comparable = carry.host_dir.starts_with('/') || !path.starts_with('/');
      known = known || (comparable && !path.starts_with('~'));
    }
  }
  if (known) return false;
  const bool only = std::all_of(job.restores.begin(), job.restores.end(),
                                [&](const auto& restore) { return restore.key == save.key; });
  return only && !job.restores.empty() ? std::optional(true) : std::nullopt;
}

}  // namespace bxbench::diagnosis
