// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/rules/families.hpp>
#include <harness/diagnosis/rules/lint.hpp>

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace bxbench::diagnosis {
namespace {

using Kind = DockerItem::Kind;

/// A build that docker/build-push-action makes without `context:` gets a clone without .git.
bool from_git(const Facts& facts) {
  bool any = false;
  if (!facts.workflow) return false;
  for (const auto& job : facts.workflow->jobs)
    for (const auto& build : job.builds) {
      if (build.kind != BuildCall::Kind::action || !build.context.empty()) return false;
      any = true;
    }
  return any;
}

Findings judge_ballast(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.dockerfile || from_git(facts)) return found;
  const auto& file = *facts.dockerfile;
  const DockerItem* whole = nullptr;
  for (const auto& stage : file.stages)
    for (const auto& item : stage.items)
      if (item.whole_context && whole == nullptr) whole = &item;
  if (whole == nullptr) return found;
  if (file.ballast.empty()) {
    found.push_back(
        sound(fmt::format("{} keeps out what does not belong in the context", file.ignore_file),
              {whole->place}));
    return found;
  }
  std::vector<std::string> names;
  for (const auto& ballast : file.ballast)
    names.push_back(ballast.name);
  const bool git_used = std::any_of(file.ballast.begin(), file.ballast.end(),
                                    [](const auto& one) { return one.used; });
  const auto why = file.ignore_file.empty() ? std::string("there is no .dockerignore")
                                            : file.ignore_file + " does not name it";
  auto finding = fault(fmt::format("{} reads all of the context, and nothing keeps {} out of it "
                                   "({}): {}",
                                   whole->command, fmt::join(names, ", "), why,
                                   names.front() == ".git" ? "each commit makes it again"
                                                           : "what lies there makes it again"),
                       {whole->place}, 0.5);
  finding.correction = fmt::format("# .dockerignore\n{}", fmt::join(names, "\n"));
  if (git_used)
    finding.correction += "\n# and what git says by --build-arg, above the step that needs it";
  if (!file.ignore_known)
    finding = undecided(std::move(finding),
                        "beside the Dockerfile and here, that is; which "
                        "directory the build's context is, is not known");
  found.push_back(std::move(finding));
  return found;
}

/// ".git" of "app/.git/HEAD": what a checkout or an installation on the runner makes anew; empty:
/// no part of the path is such.
std::string made_anew(const std::string& path) {
  std::vector<std::string> parts;
  boost::split(parts, path, boost::is_any_of("/"));
  const auto found = std::find_if(parts.begin(), parts.end(), [](const auto& part) {
    return part == ".git" || part == "node_modules";
  });
  return found == parts.end() ? std::string{} : *found;
}

bool is_heavy(const DockerItem& item) {
  return item.kind == Kind::run && (item.work == Work::dependencies || item.work == Work::compile);
}

/// The first step that does work, from an item on, in its stage and in those made from it. What
/// reads the path itself may be there for nothing else, so it must do more than that.
const DockerItem* work_below(const DockerfileFacts& file, std::size_t stage, std::size_t at,
                             bool itself) {
  const auto& items = file.stages[stage].items;
  if (itself && is_heavy(items[at])) return &items[at];
  const auto begin = items.begin() + static_cast<std::ptrdiff_t>(itself ? at + 1 : at);
  const auto found = std::find_if(begin, items.end(), [](const auto& item) {
    return item.kind == Kind::run && item.work != Work::light;
  });
  if (found != items.end()) return &*found;
  for (auto next = stage + 1; next < file.stages.size(); ++next)
    if (file.stages[next].base_stage == static_cast<int>(stage))
      if (const auto* work = work_below(file, next, 0, false)) return work;
  return nullptr;
}

Finding by_name(const DockerItem& item, const std::string& path, const DockerItem& work) {
  const bool git = made_anew(path) == ".git";
  const bool same = &item == &work;
  auto finding = fault(
      fmt::format("{} reads {} ({}): {} makes {} again", item.command.substr(0, 60), path,
                  in_line(item.place), git ? "each commit" : "what was installed on the runner",
                  same ? std::string("it")
                       : fmt::format("it and {} below it ({})", work.command.substr(0, 60),
                                     in_line(work.place))),
      {item.place}, git ? 0.75 : 0.6);
  if (!same) finding.places.push_back(work.place);
  finding.cause = git ? "Every commit, checkout and fetch changes files below .git, and they are "
                        "part of the cache key of each step that reads them."
                      : "What lies in node_modules on the runner is another content after each "
                        "installation, and part of the cache key of the step that reads it.";
  finding.fix = git ? "Hand what git says over by a build argument, declared just above the step "
                      "that needs it, below the heavy ones."
                    : "Install in the image, from the lock file alone: copy it, then npm ci.";
  if (git && !same)
    finding.correction = fmt::format("{}  # below {}, above the step that needs it",
                                     item.place.text, in_line(work.place));
  if (!git) finding.correction = "COPY package.json package-lock.json ./\nRUN npm ci";
  return finding;
}

Findings judge_by_name(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.dockerfile || from_git(facts)) return found;
  const auto& file = *facts.dockerfile;
  for (std::size_t stage = 0; stage < file.stages.size(); ++stage)
    for (std::size_t at = 0; at < file.stages[stage].items.size(); ++at) {
      const auto& item = file.stages[stage].items[at];
      const auto path = std::find_if(item.paths.begin(), item.paths.end(),
                                     [](const auto& one) { return !made_anew(one).empty(); });
      if (path == item.paths.end()) continue;
      if (const auto* work = work_below(file, stage, at, true))
        found.push_back(by_name(item, *path, *work));
    }
  return found;
}

}  // namespace

Checks context_checks() {
  return {
      {"context-large", judge_ballast},
      {"context-large", judge_by_name},
  };
}

}  // namespace bxbench::diagnosis
