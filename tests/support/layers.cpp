// SPDX-License-Identifier: Apache-2.0
#include <tests/support/layers.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <string_view>

namespace bxbench::test {
namespace {

void trim_front(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
}

/// What an include directive names; empty: the line is none.
std::string_view included(std::string_view line) {
  for (const std::string_view word : {"#", "include"}) {
    trim_front(line);
    if (!line.starts_with(word)) return {};
    line.remove_prefix(word.size());
  }
  trim_front(line);
  if (!line.starts_with('<') && !line.starts_with('"')) return {};
  line.remove_prefix(1);
  return line.substr(0, line.find_first_of(">\""));
}

std::vector<std::string> includes(const std::string& text) {
  std::vector<std::string> found;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (const auto name = included(line); !name.empty()) found.emplace_back(name);
  return found;
}

/// "measure" of "harness/measure/phases.hpp"; none for a file of harness/ itself or of another
/// tree.
std::optional<std::string> folder_of(std::string_view path) {
  constexpr std::string_view root = "harness/";
  if (!path.starts_with(root)) return std::nullopt;
  path.remove_prefix(root.size());
  const auto slash = path.find('/');
  if (slash == path.npos) return std::nullopt;
  return std::string(path.substr(0, slash));
}

std::optional<std::size_t> level_of(const Levels& levels, const std::string& folder) {
  for (std::size_t level = 0; level < levels.size(); ++level)
    if (std::count(levels[level].begin(), levels[level].end(), folder) > 0) return level;
  return std::nullopt;
}

/// What is wrong with `folder` including `other`; empty: nothing.
std::string include_fault(const Levels& levels, const std::string& folder,
                          const std::string& other) {
  const auto level = level_of(levels, folder), other_level = level_of(levels, other);
  for (const auto& [name, known] : {std::pair{folder, level}, std::pair{other, other_level}})
    if (!known) return fmt::format("folder {} is not in the table", name);
  if (folder == other || *other_level < *level) return {};
  return fmt::format("{} (level {}) includes {} (level {})", folder, *level, other, *other_level);
}

bool belongs_to(const Library& library, const std::string& include) {
  return std::any_of(library.headers.begin(), library.headers.end(),
                     [&](const auto& beginning) { return include.starts_with(beginning); });
}

}  // namespace

std::vector<std::string> layer_offences(const std::vector<SourceFile>& files,
                                        const Levels& levels) {
  std::vector<std::string> offences;
  for (const auto& file : files) {
    const auto folder = folder_of(file.path);
    if (!folder) continue;
    auto paths = includes(file.text);
    paths.push_back(file.path);  // so that the folder itself is looked up
    for (const auto& path : paths) {
      const auto other = folder_of(path);
      const auto fault = other ? include_fault(levels, *folder, *other) : std::string{};
      if (!fault.empty()) offences.push_back(fmt::format("{}: {}", file.path, fault));
    }
  }
  return offences;
}

std::vector<std::string> library_offences(const std::vector<SourceFile>& files,
                                          const std::vector<Library>& libraries) {
  std::vector<std::string> offences;
  for (const auto& library : libraries)
    for (const auto& file : files) {
      if (folder_of(file.path) == library.folder) continue;
      for (const auto& include : includes(file.text))
        if (belongs_to(library, include))
          offences.push_back(fmt::format("{}: {} belongs in {}/, <{}>", file.path, library.name,
                                         library.folder, include));
    }
  return offences;
}

std::vector<std::string> length_offences(const std::vector<SourceFile>& files, long longest) {
  std::vector<std::string> offences;
  for (const auto& file : files) {
    const auto lines = std::count(file.text.begin(), file.text.end(), '\n');
    if (lines > longest)
      offences.push_back(fmt::format("{}: {} lines, {} are allowed", file.path, lines, longest));
  }
  return offences;
}

}  // namespace bxbench::test
