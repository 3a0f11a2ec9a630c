// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/miss/inputs.hpp>
#include <harness/measure/miss/kinds.hpp>
#include <harness/workspace/ignore_rules.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <regex>
#include <set>

namespace bxbench::measure {
namespace {

using workspace::ContextFile;
using workspace::ContextFiles;

constexpr std::size_t files_shown = 3;

/// A wildcard of COPY is Go's path.Match, where "**" is "*".
std::string source_regex(const std::string& source) {
  auto pattern = source;
  pattern.erase(std::unique(pattern.begin(), pattern.end(),
                            [](char a, char b) { return a == '*' && b == '*'; }),
                pattern.end());
  return workspace::pattern_regex(pattern);
}

/// What `--exclude` keeps out, by rules that are those of .dockerignore.
workspace::IgnoreRules excluded_by(const dockerfile::Step& step) {
  auto visible = step.environment;
  visible.insert(step.arguments.begin(), step.arguments.end());
  std::string rules;
  for (const auto& one : step.instruction.flags)
    if (one.starts_with("--exclude="))
      rules += dockerfile::expand(one.substr(10), visible).value_or(one.substr(10)) + "\n";
  return workspace::IgnoreRules(rules);
}

/// Which paths a step's sources cover.
class Selection {
 public:
  explicit Selection(const dockerfile::Step& step) : excluded_(excluded_by(step)) {
    for (const auto& source : *step.sources)
      add(source);
  }
  bool covers(const std::string& path) const {
    return std::any_of(sources_.begin(), sources_.end(),
                       [&](const auto& source) { return covers(source, path); });
  }

 private:
  void add(const std::string& source) {
    try {
      sources_.emplace_back(source == "." ? std::nullopt
                                          : std::optional(std::regex(source_regex(source))));
    } catch (const std::regex_error&) {
      sources_.emplace_back();
    }
  }
  /// A name covers what is below it as well; exclusions count from there.
  bool covers(const std::optional<std::regex>& source, const std::string& path) const {
    if (!source) return !excluded_.ignores(path);
    for (std::size_t end = 0; end != path.npos;) {
      end = path.find('/', end + 1);
      if (!std::regex_match(path.substr(0, end), *source)) continue;
      return end == path.npos || !excluded_.ignores(path.substr(end + 1));
    }
    return false;
  }
  std::vector<std::optional<std::regex>> sources_;  ///< nothing: the whole context
  workspace::IgnoreRules excluded_;
};

struct Change {
  std::string path;
  const char* kind;
  std::string text;
};

const ContextFile* find(const ContextFiles& files, const std::string& path) {
  const auto found = files.find(path);
  return found == files.end() || found->second.ignored ? nullptr : &found->second;
}

std::optional<Change> change_of(const ContextFiles& before, const ContextFiles& now,
                                const std::string& path) {
  const auto* old = find(before, path);
  const auto* file = find(now, path);
  if (old == nullptr && file == nullptr) return std::nullopt;
  if (old == nullptr && workspace::was_ignored(before, path))
    return Change{path, miss::dockerignore_changed, path + " is ignored no more"};
  if (old == nullptr) return Change{path, miss::input_added, path + " was added"};
  if (file == nullptr && workspace::was_ignored(now, path))
    return Change{path, miss::dockerignore_changed, path + " is ignored now"};
  if (file == nullptr) return Change{path, miss::input_removed, path + " was removed"};
  if (old->kind != file->kind || old->content != file->content)
    return Change{path, miss::input_changed, path + " changed"};
  if (old->mode != file->mode && file->kind != 'd')
    return Change{
        path, miss::input_mode_changed,
        fmt::format("the mode of {} went from {:04o} to {:04o}", path, old->mode, file->mode)};
  return std::nullopt;
}

/// A directory that is new with its files says less than they do.
void drop_directories(std::vector<Change>& changes) {
  std::set<std::pair<std::string, std::string>> parents;  // with the kind of what is below
  for (const auto& one : changes)
    for (auto slash = one.path.rfind('/'); slash != std::string::npos && slash != 0;
         slash = one.path.rfind('/', slash - 1))
      parents.emplace(one.path.substr(0, slash), one.kind);
  std::erase_if(changes, [&](const Change& one) { return parents.contains({one.path, one.kind}); });
}

/// What changed by itself first; .dockerignore itself last when it explains something else.
int rank(const Change& change, bool ignore_rules) {
  constexpr std::array order{miss::input_changed, miss::input_added, miss::input_removed,
                             miss::input_mode_changed, miss::dockerignore_changed};
  if (ignore_rules && change.path.ends_with(".dockerignore")) return static_cast<int>(order.size());
  return static_cast<int>(std::find(order.begin(), order.end(), change.kind) - order.begin());
}

void sort_by_rank(std::vector<Change>& changes) {
  const bool ignore_rules = std::any_of(changes.begin(), changes.end(), [](const Change& one) {
    return one.kind == std::string_view(miss::dockerignore_changed);
  });
  std::stable_sort(changes.begin(), changes.end(), [&](const Change& a, const Change& b) {
    return rank(a, ignore_rules) < rank(b, ignore_rules);
  });
}

}  // namespace

std::optional<Miss> input_cause(const ContextFiles& before, const ContextFiles& now,
                                const dockerfile::Step& step) {
  if (!step.sources || step.sources->empty()) return std::nullopt;
  const Selection selection(step);
  std::set<std::string> paths;
  for (const auto* files : {&before, &now})
    for (const auto& [path, file] : *files)
      if (!file.ignored) paths.insert(path);
  std::vector<Change> changes;
  for (const auto& path : paths)
    if (auto change = change_of(before, now, path); change && selection.covers(path))
      changes.push_back(std::move(*change));
  if (changes.empty()) return std::nullopt;
  drop_directories(changes);
  sort_by_rank(changes);
  Miss miss{changes.front().kind, changes.front().path, changes.front().text};
  for (std::size_t n = 1; n < std::min(changes.size(), files_shown); ++n)
    miss.text += ", " + changes[n].text;
  if (changes.size() > files_shown)
    miss.text += fmt::format(" and {} more", changes.size() - files_shown);
  return miss;
}

}  // namespace bxbench::measure
