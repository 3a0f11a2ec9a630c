// SPDX-License-Identifier: Apache-2.0
#include <tests/support/layers.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <regex>
#include <sstream>

namespace bxbench::test {
namespace {

std::vector<std::string> includes(const std::string& text) {
  static const std::regex directive(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
  std::vector<std::string> found;
  std::istringstream lines(text);
  std::smatch match;
  for (std::string line; std::getline(lines, line);)
    if (std::regex_search(line, match, directive)) found.push_back(match[1]);
  return found;
}

/// "measure" of "harness/measure/phases.hpp"; none for a file of harness/ itself or of another
/// tree.
std::optional<std::string> folder_of(const std::string& path) {
  static const std::regex in_folder("^harness/([^/]+)/");
  std::smatch match;
  if (!std::regex_search(path, match, in_folder)) return std::nullopt;
  return match[1];
}

std::optional<std::size_t> level_of(const Levels& levels, const std::string& folder) {
  for (std::size_t level = 0; level < levels.size(); ++level)
    if (std::count(levels[level].begin(), levels[level].end(), folder) > 0) return level;
  return std::nullopt;
}

/// What is wrong with `folder` including `included`; empty: nothing.
std::string include_fault(const Levels& levels, const std::string& folder,
                          const std::string& included) {
  const auto level = level_of(levels, folder), included_level = level_of(levels, included);
  for (const auto& [name, known] : {std::pair{folder, level}, std::pair{included, included_level}})
    if (!known) return fmt::format("folder {} is not in the table", name);
  if (folder == included || *included_level < *level) return {};
  return fmt::format("{} (level {}) includes {} (level {})", folder, *level, included,
                     *included_level);
}

}  // namespace

std::vector<std::string> layer_offences(const std::vector<SourceFile>& files,
                                        const Levels& levels) {
  std::vector<std::string> offences;
  for (const auto& file : files) {
    const auto folder = folder_of(file.path);
    if (!folder) continue;
    auto included = includes(file.text);
    included.push_back(file.path);  // so that the folder itself is looked up
    for (const auto& path : included) {
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
  for (const auto& [name, header, folder] : libraries) {
    const std::regex pattern(fmt::format("^{}", header));
    for (const auto& file : files) {
      if (folder_of(file.path) == folder) continue;
      for (const auto& include : includes(file.text))
        if (std::regex_search(include, pattern))
          offences.push_back(
              fmt::format("{}: {} belongs in {}/, <{}>", file.path, name, folder, include));
    }
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
