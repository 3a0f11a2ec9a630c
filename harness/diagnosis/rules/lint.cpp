// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/rules/lint.hpp>

#include <boost/algorithm/string/predicate.hpp>
#include <boost/algorithm/string/replace.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace bxbench::diagnosis {
namespace {

constexpr std::string_view workspace = "${{ github.workspace }}";

}  // namespace

Finding fault(std::string evidence, std::vector<Place> places, double weight) {
  return failed(nullptr, weight, std::move(evidence), std::move(places));
}

Finding sound(std::string evidence, std::vector<Place> places) {
  return passed(nullptr, std::move(evidence), std::move(places));
}

Finding undecided(Finding finding, const std::string& why) {
  finding.outcome = Outcome::inconclusive;
  finding.evidence += "; " + why;
  return finding;
}

std::string in_line(const Place& place) {
  return fmt::format("line {}", place.line);
}

std::string with(const Place& place, const std::string& old, const std::string& now) {
  return boost::replace_first_copy(place.text, old, now);
}

std::string indent(const Place& place) {
  return std::string(std::min(place.text.find_first_not_of(" -"), place.text.size()), ' ');
}

std::string directory(const std::string& path) {
  auto clean = path;
  for (const auto& root : {std::string(workspace), std::string("$GITHUB_WORKSPACE"),
                           std::string("${GITHUB_WORKSPACE}")})
    if (clean.starts_with(root)) clean.erase(0, root.size() + 1);
  while (clean.starts_with("./"))
    clean.erase(0, 2);
  for (bool more = true; more;) {
    more = false;
    for (const auto& end : {"/**", "/*", "/", "/."}) {
      if (clean.size() <= 1 || !clean.ends_with(end)) continue;
      clean.erase(clean.size() - std::string_view(end).size());
      more = true;
    }
  }
  boost::replace_all(clean, "//", "/");
  return clean.empty() ? "." : clean;
}

bool covers(const std::string& outer, const std::string& path) {
  const auto above = directory(outer), below = directory(path);
  if (above == below) return true;
  if (above == ".") return !below.starts_with('/') && !below.starts_with('~');
  return below.starts_with(above + "/");
}

bool is_open(const std::string& text) {
  return boost::replace_all_copy(text, workspace, "").find("${{") != std::string::npos;
}

std::vector<std::string> directories(const Dance& dance, const DockerfileFacts* dockerfile) {
  std::vector<std::string> found;
  if (dance.map_given) {
    for (const auto& mount : dance.map)
      found.push_back(mount.source);
  } else if (!dance.cache_dir.empty()) {
    found.push_back(dance.cache_dir.text);
  } else if (dockerfile != nullptr) {
    for (const auto& mount : dockerfile->mounts())
      found.push_back(mount.id);
  }
  return found;
}

bool keeps(const CacheStep& cache, const Dance& dance, const DockerfileFacts* dockerfile) {
  auto carried = directories(dance, dockerfile);
  if (!dance.cache_dir.empty()) carried.push_back(dance.cache_dir.text);
  return std::any_of(cache.paths.begin(), cache.paths.end(), [&](const Setting& path) {
    return std::any_of(carried.begin(), carried.end(),
                       [&](const auto& one) { return covers(path.text, one); });
  });
}

std::string registry_of(const std::string& reference) {
  const auto slash = reference.find('/');
  const auto first = reference.substr(0, slash);
  const bool host = slash != std::string::npos &&
                    (first.find('.') != std::string::npos || first.find(':') != std::string::npos);
  return host ? first : std::string{};
}

}  // namespace bxbench::diagnosis
