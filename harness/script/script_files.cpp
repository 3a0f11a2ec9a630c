// SPDX-License-Identifier: Apache-2.0
#include <harness/script/script_files.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace fs = std::filesystem;

namespace bxbench::script {
namespace {

std::vector<fs::path> sorted_entries(const fs::path& directory) {
  std::vector<fs::path> entries;
  std::error_code failure;
  for (fs::directory_iterator it(directory, failure), end; !failure && it != end;
       it.increment(failure))
    entries.push_back(it->path());
  std::sort(entries.begin(), entries.end());
  return entries;
}

std::vector<fs::path> scripts_of(const fs::path& directory) {
  std::error_code failure;
  if (const auto file = directory / "workload.lua"; fs::exists(file, failure)) return {file};
  std::vector<fs::path> files;
  for (const auto& entry : sorted_entries(directory))
    if (entry.extension() == ".lua" && fs::is_regular_file(entry, failure)) files.push_back(entry);
  for (const auto& entry : sorted_entries(directory / "workloads"))
    if (const auto file = entry / "workload.lua"; fs::exists(file, failure)) files.push_back(file);
  return files;
}

}  // namespace

Result<std::vector<ScriptFile>> find_scripts(const fs::path& share,
                                             const std::vector<fs::path>& named) {
  std::vector<ScriptFile> found;
  std::vector<fs::path> built_in{share / "lua" / "strategies", share / "scenarios"};
  for (const auto& folder : sorted_entries(share / "scenarios"))
    if (folder.filename() != "workloads" && fs::is_directory(folder)) built_in.push_back(folder);
  for (const auto& directory : built_in)
    for (const auto& file : scripts_of(directory))
      found.push_back({file, file.lexically_relative(share).string(), true});
  std::set<fs::path> seen;  // a file may be named alone and by its directory
  for (const auto& name : named) {
    std::error_code failure;
    const bool is_directory = fs::is_directory(name, failure);
    if (!is_directory && !fs::is_regular_file(name, failure))
      return Error{Errc::bad_input, fmt::format("there is no file or directory {}", name.string())};
    const auto files = is_directory ? scripts_of(name) : std::vector{name};
    if (files.empty())
      return Error{Errc::bad_input, fmt::format("{} holds no *.lua file", name.string())};
    for (const auto& file : files)
      if (seen.insert(fs::weakly_canonical(file, failure)).second)
        found.push_back({file, file.lexically_normal().string(), false});
  }
  return found;
}

}  // namespace bxbench::script
