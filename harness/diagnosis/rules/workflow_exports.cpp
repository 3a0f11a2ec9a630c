// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/rules/families.hpp>
#include <harness/diagnosis/rules/lint.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace bxbench::diagnosis {
namespace {

/// Which one of the caches of its type: "gha scope buildkit".
std::string name_of(const builder::CacheSpec& spec) {
  const char* kind = spec.type == "gha" ? "scope" : spec.type == "local" ? "directory" : "ref";
  return fmt::format("{} {} {}", spec.type, kind, spec.place());
}

/// Every cache-to, but for what is no cache by itself.
template <class Judge>
void for_exports(const Facts& facts, Judge judge) {
  if (!facts.workflow) return;
  for (const auto& job : facts.workflow->jobs)
    for (const auto& build : job.builds)
      for (const auto& option : build.to)
        judge(job, build, option);
}

Findings judge_mode(const Facts& facts, const Profile&) {
  Findings found;
  for_exports(facts, [&](const auto&, const auto&, const CacheOption& option) {
    const auto& [setting, spec] = option;
    if (spec.type == "inline" || spec.type.empty() || spec.blank) return;  // no field is sure
    const auto mode = spec.field("mode");
    if (mode == "max" || is_open(mode)) {
      found.push_back(sound("mode=max exports all stages", {setting.place}));
      return;
    }
    if (!facts.dockerfile) {
      found.push_back(undecided(
          nullptr,
          fmt::format("cache-to {} exports the last stage alone; whether there are others, only "
                      "the Dockerfile tells",
                      setting.text),
          {setting.place}));
      return;
    }
    if (!facts.dockerfile->several_stages()) {
      found.push_back(sound("there is one stage, mode=min has all of it", {setting.place}));
      return;
    }
    auto finding = fault(
        fmt::format("cache-to {} has {}: of {} stages the last one's layers alone are exported",
                    setting.text, mode.empty() ? "no mode, which is min" : "mode=" + mode,
                    facts.dockerfile->stages.size()),
        {setting.place, facts.dockerfile->stages.back().place}, 0.75);
    finding.correction = mode.empty()
                             ? with(setting.place, setting.written, setting.written + ",mode=max")
                             : with(setting.place, "mode=" + mode, "mode=max");
    found.push_back(std::move(finding));
  });
  return found;
}

Findings judge_inline(const Facts& facts, const Profile&) {
  Findings found;
  for_exports(facts, [&](const auto&, const BuildCall& build, const CacheOption& option) {
    const auto& [setting, spec] = option;
    if (spec.type != "inline") return;
    const bool max = spec.field("mode") == "max";
    const bool several = facts.dockerfile && facts.dockerfile->several_stages();
    if (!max && !several) {
      found.push_back(sound("inline has all of the one stage", {setting.place}));
      return;
    }
    auto finding = fault(max ? "mode=max has no effect with type=inline: the image's own layers "
                               "alone are cached"
                             : fmt::format("inline keeps the image's own layers; the Dockerfile "
                                           "has {} stages",
                                           facts.dockerfile->stages.size()),
                         {setting.place}, max ? 0.7 : 0.5);
    const auto image = build.tags.empty() ? std::string("REGISTRY/IMAGE") : build.tags[0].written;
    const auto ref = image.substr(
        0, image.rfind(':') > image.rfind('/') + 1 ? image.rfind(':') : std::string::npos);
    finding.correction = with(setting.place, setting.written,
                              fmt::format("type=registry,ref={}:buildcache,mode=max", ref));
    found.push_back(std::move(finding));
  });
  return found;
}

/// Blanks stay within expressions.
std::string without_blanks(const std::string& written) {
  std::string kept;
  int depth = 0;
  for (const char one : written) {
    depth += one == '{' ? 1 : one == '}' ? -1 : 0;
    if (one != ' ' || depth > 0) kept += one;
  }
  return kept;
}

Findings judge_blanks(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.workflow) return found;
  for (const auto& job : facts.workflow->jobs)
    for (const auto& build : job.builds)
      for (const auto* options : {&build.from, &build.to})
        for (const auto& [setting, spec] : *options) {
          if (!spec.blank) continue;
          auto finding =
              fault(fmt::format("'{}' has a blank beside a comma or an equals sign", setting.text),
                    {setting.place}, 0.85);
          finding.correction =
              with(setting.place, setting.written, without_blanks(setting.written));
          found.push_back(std::move(finding));
        }
  return found;
}

/// What the caches of its type are looked up as, anywhere in the workflow. With a blank in it the
/// type is what it was meant to be.
std::vector<const CacheOption*> lookups(const WorkflowFacts& workflow, const std::string& type) {
  std::vector<const CacheOption*> found;
  for (const auto& job : workflow.jobs)
    for (const auto& build : job.builds)
      for (const auto& option : build.from)
        if (option.spec.type == type || option.spec.type.empty() ||
            (option.spec.blank && option.spec.text.find(type) != std::string::npos))
          found.push_back(&option);
  return found;
}

bool has_blank(const CacheOption* option) {
  return option->spec.blank;
}

bool meets(const CacheOption& from, const CacheOption& to) {
  if (from.spec.type.empty()) return true;
  if (to.spec.type == "local") return covers(from.spec.place(), to.spec.place());
  return from.spec.place() == to.spec.place();
}

/// A script moves the new directory to where it is looked up.
bool moved_by_script(const PipelineJob& job, const CacheOption& to) {
  return to.spec.type == "local" &&
         std::any_of(job.scripts.begin(), job.scripts.end(), [&](const auto& script) {
           return script.find(to.spec.place()) != std::string::npos;
         });
}

/// Empty: the place is not known.
std::string as_lookup(const CacheOption& to) {
  const auto& spec = to.spec;
  if (spec.place().empty()) return {};
  if (spec.type == "gha") {
    const auto scope = spec.field("scope");
    return scope.empty() ? "type=gha" : "type=gha,scope=" + scope;
  }
  if (spec.type == "local") return "type=local,src=" + spec.place();
  return fmt::format("type={},ref={}", spec.type, spec.place());
}

Findings judge_lookup(const Facts& facts, const Profile&) {
  Findings found;
  for_exports(facts, [&](const auto&, const BuildCall& build, const CacheOption& to) {
    if (to.spec.type == "inline" || to.spec.type.empty() || to.spec.blank ||
        build.kind == BuildCall::Kind::bake)
      return;
    const auto from = lookups(*facts.workflow, to.spec.type);
    if (!from.empty()) {
      if (std::none_of(from.begin(), from.end(), has_blank))
        found.push_back(sound("cache-to has a cache-from", {to.setting.place}));
      return;
    }
    auto finding =
        fault(fmt::format(
                  "cache-to {} has no cache-from here: it is written in each run, and no build of "
                  "this workflow reads it",
                  to.setting.text),
              {to.setting.place, build.place}, 0.85);
    if (const auto lookup = as_lookup(to); !lookup.empty())
      finding.correction =
          build.kind == BuildCall::Kind::script
              ? fmt::format("{}--cache-from {} \\", indent(to.setting.place), lookup)
              : fmt::format("{}cache-from: {}", indent(to.setting.place), lookup);
    finding = undecided(std::move(finding), "another workflow may");
    found.push_back(std::move(finding));
  });
  return found;
}

Findings judge_names(const Facts& facts, const Profile&) {
  Findings found;
  for_exports(facts, [&](const PipelineJob& job, const auto&, const CacheOption& to) {
    const auto from =
        facts.workflow ? lookups(*facts.workflow, to.spec.type) : std::vector<const CacheOption*>{};
    if (from.empty() || to.spec.place().empty() || moved_by_script(job, to)) return;
    // spec-with-blank comes first: what the spec names is known when that is mended
    if (to.spec.blank || std::any_of(from.begin(), from.end(), has_blank)) return;
    if (std::any_of(from.begin(), from.end(),
                    [&](const auto* option) { return meets(*option, to); })) {
      found.push_back(sound(name_of(to.spec) + " is looked up as it is saved", {to.setting.place}));
      return;
    }
    auto finding =
        fault(fmt::format("saved under {}, looked up under {} ({})", name_of(to.spec),
                          name_of(from.front()->spec), in_line(from.front()->setting.place)),
              {from.front()->setting.place, to.setting.place}, 0.9);
    finding.correction =
        with(from.front()->setting.place, from.front()->setting.written, as_lookup(to));
    if (is_open(to.spec.place()) || is_open(from.front()->spec.place())) {
      finding.outcome = Outcome::inconclusive;
      finding.evidence += "; whether they are the same is known only when it runs";
    }
    found.push_back(std::move(finding));
  });
  return found;
}

/// The image that a build pushes and its cache under one tag: the image is gone.
Findings judge_own_tag(const Facts& facts, const Profile&) {
  Findings found;
  for_exports(facts, [&](const auto&, const BuildCall& build, const CacheOption& to) {
    if (to.spec.type != "registry") return;
    for (const auto& tag : build.tags) {
      if (tag.text != to.spec.place()) continue;
      auto finding = fault(fmt::format("the image and its cache are pushed as {}: the cache "
                                       "replaces the image, and it cannot be pulled",
                                       tag.text),
                           {to.setting.place, tag.place}, 0.9);
      finding.correction =
          with(to.setting.place, to.setting.written, to.setting.written + "-buildcache");
      const auto old = "ref=" + to.spec.place();
      if (to.setting.written.find(old) != std::string::npos)
        finding.correction = with(to.setting.place, old, old + "-buildcache");
      found.push_back(std::move(finding));
    }
  });
  return found;
}

}  // namespace

Checks export_checks() {
  return {
      {"mode-min", judge_mode},
      {"inline-max", judge_inline},
      {"spec-with-blank", judge_blanks},
      {"cache-not-imported", judge_lookup},
      {"identifier-mismatch", judge_names},
      {"cache-replaces-image", judge_own_tag},
  };
}

}  // namespace bxbench::diagnosis
