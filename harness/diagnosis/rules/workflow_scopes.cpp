// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/rules/families.hpp>
#include <harness/diagnosis/rules/lint.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace bxbench::diagnosis {
namespace {

/// One export, and what it is of.
struct Written {
  const PipelineJob* job;
  const BuildCall* build;
  const CacheOption* option;
};

std::string place_name(const Written& one) {
  const auto& spec = one.option->spec;
  auto name = spec.type + " " + spec.place();
  if (spec.type == "local") {
    const auto tag = spec.field("tag");
    if (!tag.empty()) name += ":" + tag;
    name += " of " + one.job->name;
  }
  return name;
}

/// The names of a matrix' axes that a text depends on.
bool by_matrix(const std::string& text) {
  return text.find("matrix.") != std::string::npos || text.find("strategy.") != std::string::npos;
}

std::string axis_of(const std::string& text) {
  const auto at = text.find("matrix.");
  if (at == std::string::npos) return "strategy.job-index";
  const auto end = text.find_first_not_of(
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.", at);
  return text.substr(at, end == std::string::npos ? end : end - at);
}

std::string with_part(const CacheOption& option, const std::string& part) {
  const auto& [setting, spec] = option;
  if (spec.type == "gha") {
    const auto scope = spec.field("scope");
    if (scope.empty())
      return with(setting.place, setting.written, setting.written + ",scope=" + part);
    return with(setting.place, "scope=" + scope, "scope=" + scope + "-" + part);
  }
  return with(setting.place, spec.place(), spec.place() + "-" + part);
}

/// Whether builds of one job may give an expression different values that the file does not tell:
/// variables that steps set, outputs, and what depends on the runner.
bool may_differ(const std::string& text) {
  for (const auto* part : {"env.", "steps.", "runner.", "job.", "hashFiles("})
    if (const auto at = text.find("${{"); at != std::string::npos)
      if (text.find(part, at) != std::string::npos) return true;
  for (auto at = text.find('$'); at != std::string::npos; at = text.find('$', at + 1))
    if (!text.substr(at).starts_with("${{")) return true;
  return false;
}

/// Builds of different jobs, moreover: a matrix and the outputs of other jobs are each job's own.
bool may_differ(const Written& one, const Written& other) {
  const auto& text = one.option->setting.text;
  if (may_differ(text) || may_differ(other.option->setting.text)) return true;
  return one.job != other.job && (by_matrix(text) || text.find("needs.") != std::string::npos ||
                                  text.find("github.job") != std::string::npos);
}

const std::string known_late = "whether the names are the same is known only when it runs";

Findings judge_matrix(const WorkflowFacts& workflow) {
  Findings found;
  for (const auto& job : workflow.jobs) {
    if (job.parallel < 2) continue;
    for (const auto& build : job.builds) {
      const auto inputs = build.inputs + job.runs_on.text;
      if (!by_matrix(inputs)) continue;
      for (const auto& option : build.to) {
        if (option.spec.type != "gha" && option.spec.type != "registry") continue;
        if (by_matrix(option.setting.text)) {
          found.push_back(sound("each entry of the matrix has its own", {option.setting.place}));
          continue;
        }
        auto finding = fault(
            fmt::format("the matrix makes {} builds that differ by {}, and all export to {} {}: "
                        "the last one stays",
                        job.parallel, axis_of(inputs), option.spec.type, option.spec.place()),
            {option.setting.place, build.place}, 0.8);
        finding.correction =
            with_part(option, "${{ " + axis_of(inputs) + " }}") + "  # the same in cache-from";
        if (may_differ(option.setting.text)) finding = undecided(std::move(finding), known_late);
        found.push_back(std::move(finding));
      }
    }
  }
  return found;
}

/// Without a context, the repository is built.
std::string context_of(const BuildCall& build) {
  return directory(build.context.text == "{{defaultContext}}" ? "." : build.context.text);
}

/// Without a file, it is the Dockerfile of the context.
std::string file_of(const BuildCall& build) {
  return directory(build.file.empty() ? context_of(build) + "/Dockerfile" : build.file.text);
}

bool same_build(const BuildCall& one, const BuildCall& other) {
  return file_of(one) == file_of(other) && context_of(one) == context_of(other) &&
         one.target.text == other.target.text;
}

Findings judge_several(const WorkflowFacts& workflow) {
  Findings found;
  std::map<std::string, Written> first;
  for (const auto& job : workflow.jobs)
    for (const auto& build : job.builds)
      for (const auto& option : build.to) {
        if (option.spec.place().empty() || option.spec.type == "inline") continue;
        const Written now{&job, &build, &option};
        const auto [known, is_new] = first.try_emplace(place_name(now), now);
        if (is_new || same_build(*known->second.build, build)) continue;
        auto finding =
            fault(fmt::format("two different builds export to {} ({} and {}): the last one stays",
                              known->first, in_line(known->second.option->setting.place),
                              in_line(option.setting.place)),
                  {option.setting.place, known->second.option->setting.place}, 0.8);
        const auto& name = build.target.empty() ? job.name : build.target.text;
        finding.correction = with_part(option, name) + "  # the same in cache-from";
        if (may_differ(now, known->second)) finding = undecided(std::move(finding), known_late);
        found.push_back(std::move(finding));
      }
  return found;
}

Findings judge_overwriting(const Facts& facts, const Profile&) {
  if (!facts.workflow) return {};
  auto found = judge_matrix(*facts.workflow);
  auto several = judge_several(*facts.workflow);
  std::move(several.begin(), several.end(), std::back_inserter(found));
  return found;
}

}  // namespace

Checks scope_checks() {
  return {{"scope-overwritten", judge_overwriting}};
}

}  // namespace bxbench::diagnosis
