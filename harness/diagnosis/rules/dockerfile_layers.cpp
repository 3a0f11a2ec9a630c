// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/rules/families.hpp>
#include <harness/diagnosis/rules/lint.hpp>

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace bxbench::diagnosis {
namespace {

using Kind = DockerItem::Kind;

/// Parts of names that say: another value in each run.
constexpr std::array stamps{"SHA",   "COMMIT",    "REVISION", "DATE",      "TIMESTAMP",
                            "TIME",  "BUILDTIME", "CREATED",  "CACHEBUST", "BUST",
                            "RUNID", "BUILDID",   "GITSHA",   "GITHASH",   "BUILDDATE"};
/// Defaults that only stand in until a real value comes.
constexpr std::array stand_ins{"", "dev", "unknown", "none", "local", "HEAD", "latest", "0"};

bool sounds_like_stamp(const std::string& name) {
  std::vector<std::string> parts;
  const auto upper = boost::to_upper_copy(name);
  if (upper == "SOURCE_DATE_EPOCH") return false;
  boost::split(parts, upper, boost::is_any_of("_"));
  return std::any_of(parts.begin(), parts.end(),
                     [](const auto& part) {
                       return std::find(stamps.begin(), stamps.end(), part) != stamps.end();
                     }) ||
         upper == "BUILD_NUMBER" || upper == "BUILD_ID" || upper == "RUN_ID" ||
         upper == "RUN_NUMBER" || upper == "VCS_REF" || upper == "GIT_REV";
}

/// The build argument of a workflow that gives it another value in each run; empty: none does.
std::string stamped_by_workflow(const Facts& facts, const std::string& name, Place& place) {
  constexpr std::array changing{
      "github.sha",  "github.run_", "event.head_commit", "github.event.after", "outputs.date",
      "outputs.sha", "$(date",      "$(git rev",         "GITHUB_SHA"};
  if (!facts.workflow) return {};
  for (const auto& job : facts.workflow->jobs)
    for (const auto& build : job.builds)
      for (const auto& argument : build.build_args) {
        if (!argument.text.starts_with(name + "=")) continue;
        for (const auto* part : changing)
          if (argument.text.find(part) != std::string::npos) {
            place = argument.place;
            return argument.text;
          }
      }
  return {};
}

/// Steps below a variable, in its stage and in those made from it, that do work without naming it.
void collect_victims(const DockerfileFacts& file, std::size_t stage, std::size_t from,
                     const std::string& name, std::vector<const DockerItem*>& victims) {
  const auto& items = file.stages[stage].items;
  for (auto at = from; at < items.size(); ++at) {
    const auto& item = items[at];
    const bool names_it =
        std::find(item.mentions.begin(), item.mentions.end(), name) != item.mentions.end();
    if (item.kind == Kind::run && item.work != Work::light && !names_it) victims.push_back(&item);
  }
  for (auto next = stage + 1; next < file.stages.size(); ++next)
    if (file.stages[next].base_stage == static_cast<int>(stage))
      collect_victims(file, next, 0, name, victims);
}

bool is_stand_in(const std::string& value) {
  return value.find('$') != std::string::npos ||
         std::find(stand_ins.begin(), stand_ins.end(), value) != stand_ins.end();
}

void judge_variable(const Facts& facts, const DockerVariable& variable,
                    const std::vector<const DockerItem*>& victims, Findings& found) {
  Place by{};
  const auto given = stamped_by_workflow(facts, variable.name, by);
  const bool suspected = sounds_like_stamp(variable.name) && is_stand_in(variable.value);
  if (victims.empty() || (given.empty() && !suspected)) return;
  const auto* what = variable.argument ? "ARG" : "ENV";
  auto evidence = fmt::format(
      "{} {} ({}) is part of the cache key of {} below it that {} not name it, first of {}: {}",
      what, variable.name, in_line(variable.place), count(victims.size(), "RUN step"),
      victims.size() == 1 ? "does" : "do", in_line(victims.front()->place),
      victims.front()->command.substr(0, 60));
  if (!given.empty()) evidence += fmt::format("; the workflow gives {}", given);
  auto finding = fault(std::move(evidence), {variable.place, victims.front()->place},
                       given.empty() ? 0.6 : 0.85);
  if (!given.empty()) finding.places.push_back(by);
  finding.correction = fmt::format("{}  # below {}, above the step that needs it",
                                   variable.place.text, in_line(victims.back()->place));
  found.push_back(std::move(finding));
}

Findings judge_arguments(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.dockerfile) return found;
  std::set<std::string> seen;
  const auto& file = *facts.dockerfile;
  for (std::size_t stage = 0; stage < file.stages.size(); ++stage)
    for (std::size_t at = 0; at < file.stages[stage].items.size(); ++at)
      for (const auto& variable : file.stages[stage].items[at].variables) {
        std::vector<const DockerItem*> victims;
        collect_victims(file, stage, at + 1, variable.name, victims);
        if (seen.insert(std::to_string(stage) + variable.name).second)
          judge_variable(facts, variable, victims, found);
      }
  if (found.empty() && !seen.empty())
    found.push_back(sound(fmt::format("{} of ARG and ENV, none changes above heavy steps",
                                      count(seen.size(), "name"))));
  return found;
}

/// Whether something was fetched before this item, in the stage or those that it is made from.
bool fetched_before(const DockerfileFacts& file, std::size_t stage, std::size_t until) {
  const auto& own = file.stages[stage];
  for (std::size_t at = 0; at < until && at < own.items.size(); ++at)
    if (own.items[at].work == Work::dependencies && own.items[at].kind == Kind::run) return true;
  return own.base_stage >= 0 && static_cast<std::size_t>(own.base_stage) < stage &&
         fetched_before(file, static_cast<std::size_t>(own.base_stage), own.items.size() + 1000);
}

const char* lock_files(const std::string& command) {
  if (command.find("go ") != std::string::npos) return "go.mod go.sum";
  if (command.find("cargo") != std::string::npos) return "Cargo.toml Cargo.lock";
  if (command.find("pip") != std::string::npos) return "requirements.txt";
  if (command.find("poetry") != std::string::npos || command.find("uv ") != std::string::npos)
    return "pyproject.toml *.lock";
  if (command.find("bundle") != std::string::npos) return "Gemfile Gemfile.lock";
  if (command.find("composer") != std::string::npos) return "composer.json composer.lock";
  if (command.find("mvn") != std::string::npos) return "pom.xml";
  if (command.find("yarn") != std::string::npos) return "package.json yarn.lock";
  if (command.find("pnpm") != std::string::npos) return "package.json pnpm-lock.yaml";
  if (command.find("dotnet") != std::string::npos) return "*.csproj";
  return "package.json package-lock.json";
}

Findings judge_whole_copy(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.dockerfile) return found;
  const auto& file = *facts.dockerfile;
  for (std::size_t stage = 0; stage < file.stages.size(); ++stage) {
    const auto& items = file.stages[stage].items;
    const auto whole = std::find_if(items.begin(), items.end(), [](const auto& item) {
      return item.kind == Kind::copy && item.whole_context;
    });
    const auto at = static_cast<std::size_t>(whole - items.begin());
    if (whole == items.end()) continue;
    const auto fetching = std::find_if(whole, items.end(), [](const auto& item) {
      return item.kind == Kind::run && item.mounts.empty() &&
             (item.work == Work::dependencies || item.work == Work::compile);
    });
    if (fetching == items.end() || fetched_before(file, stage, at)) {
      found.push_back(sound("dependencies come before the whole context", {whole->place}));
      continue;
    }
    auto finding =
        fault(fmt::format("all of the context is copied ({}) before {} fetches the "
                          "dependencies ({}): any edit fetches them again",
                          in_line(whole->place), fetching->command.substr(0, 60),
                          in_line(fetching->place)),
              {whole->place, fetching->place}, fetching->work == Work::dependencies ? 0.7 : 0.45);
    finding.correction = fmt::format(
        "COPY {} ./\n{}\n{}", lock_files(fetching->command),
        fetching->work == Work::dependencies ? fetching->command : "# the step that fetches",
        whole->command);
    found.push_back(std::move(finding));
  }
  return found;
}

}  // namespace

Checks layer_checks() {
  return {
      {"busted-by-argument", judge_arguments},
      {"whole-context-copied", judge_whole_copy},
  };
}

}  // namespace bxbench::diagnosis
