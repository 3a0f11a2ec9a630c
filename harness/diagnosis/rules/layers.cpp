// SPDX-License-Identifier: Apache-2.0
#include <harness/builder/cache_spec.hpp>
#include <harness/diagnosis/facts/build_arguments.hpp>
#include <harness/diagnosis/rules/families.hpp>
#include <harness/diagnosis/rules/words.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace bxbench::diagnosis {
namespace {

bool imported(const Build& build) {
  return std::any_of(build.imports.begin(), build.imports.end(),
                     [](const auto& import) { return import.succeeded; });
}

/// The stage whose steps are in the image: that of the last step.
std::string final_stage(const Build& build) {
  return build.steps.empty() ? std::string{} : build.steps.back().stage;
}

/// Steps of other stages that were made although a cache was imported.
std::vector<const Step*> intermediate_steps_made(const Build& build) {
  std::vector<const Step*> made;
  const auto last = final_stage(build);
  for (const auto& step : build.steps)
    if (step.ran && step.stage != last) made.push_back(&step);
  return made;
}

bool several_stages(const Build& build) {
  const auto last = final_stage(build);
  return std::any_of(build.steps.begin(), build.steps.end(),
                     [&](const auto& step) { return step.stage != last; });
}

bool lost_by_mode(const Step& step) {
  return step.miss && step.miss->kind == "not-exported" &&
         step.miss->subject.find("mode=min") != std::string::npos;
}

/// The first export of the job's command without the intermediate stages.
const std::string* export_of_final_stage(const Build& build) {
  for (const auto& text : build.cache_to) {
    const auto spec = builder::read_spec(text);
    if (spec.type != "inline" && spec.field("mode") != "max") return &text;
  }
  return nullptr;
}

Findings judge_mode(const Facts& facts, const Profile&) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    for (const auto& build : job.builds) {
      const auto lost = std::find_if(build.steps.begin(), build.steps.end(), lost_by_mode);
      if (lost != build.steps.end()) {
        findings.push_back(failed(&job, 0.85, lost->miss->text, {lost->place}));
        continue;
      }
      const auto* text = export_of_final_stage(build);
      if (build.cache_to.empty() || !several_stages(build)) continue;
      if (!text) {
        findings.push_back(passed(&job, "every stage is exported"));
        continue;
      }
      const auto made = intermediate_steps_made(build);
      if (!imported(build) || made.empty()) continue;
      findings.push_back(failed(
          &job, 0.75,
          fmt::format("--cache-to {} exports the last stage alone; {} of earlier stages {} made "
                      "again, the first is {}",
                      *text, count(made.size(), "step"), made.size() == 1 ? "was" : "were",
                      made.front()->name),
          {build.place, made.front()->place}));
    }
  }
  return findings;
}

Findings judge_inline(const Facts& facts, const Profile&) {
  Findings findings;
  for (const auto& job : facts.jobs)
    for (const auto& build : job.builds)
      for (const auto& text : build.cache_to) {
        const auto spec = builder::read_spec(text);
        if (spec.type != "inline") continue;
        if (spec.field("mode") == "max")
          findings.push_back(failed(&job, 0.7,
                                    fmt::format("--cache-to {}: inline has the last stage alone, "
                                                "whatever the mode",
                                                text),
                                    {build.place}));
      }
  return findings;
}

Findings judge_blanks(const Facts& facts, const Profile&) {
  Findings findings;
  for (const auto& job : facts.jobs)
    for (const auto& build : job.builds)
      for (const auto* specs : {&build.cache_from, &build.cache_to})
        for (const auto& text : *specs)
          if (builder::read_spec(text).blank)
            findings.push_back(failed(
                &job, 0.85, fmt::format("'{}' has a blank beside a comma or an equals sign", text),
                {build.place}));
  return findings;
}

/// One export of one build, by what it writes to.
struct Writer {
  const Job* job;
  const Build* build;
};

bool builds_the_same(const Build& one, const Build& other) {
  std::set<std::string> names;
  for (const auto& step : one.steps)
    names.insert(step.name);
  return !other.steps.empty() &&
         std::all_of(other.steps.begin(), other.steps.end(),
                     [&](const auto& step) { return names.contains(step.name); });
}

/// The writer that another one replaces: of the same run, or of one between two runs that build the
/// same. A later run alone may build something else because its Dockerfile was edited. Null: none.
const Writer* replaced(const std::vector<Writer>& before, const Writer& now) {
  const auto same_run = std::find_if(before.begin(), before.end(), [&](const Writer& one) {
    return one.job->run == now.job->run && one.build != now.build;
  });
  if (same_run != before.end())
    return builds_the_same(*same_run->build, *now.build) ? nullptr : &*same_run;
  if (before.empty() || !builds_another_image(*before.back().build, *now.build)) return nullptr;
  const bool returns = std::any_of(before.begin(), before.end(), [&](const Writer& one) {
    return builds_the_same(*one.build, *now.build);
  });
  return returns ? &before.back() : nullptr;
}

Findings judge_overwriting(const Facts& facts, const Profile&) {
  Findings findings;
  std::map<std::string, std::vector<Writer>> writers;  // by type, place and ref
  for (const auto& job : facts.jobs) {
    for (const auto& build : job.builds) {
      for (const auto& text : build.cache_to) {
        const auto spec = builder::read_spec(text);
        if (spec.type == "inline" || spec.place().empty()) continue;
        const auto where = spec.type + " " + spec.place();
        // Entries of the Actions cache belong to the ref that wrote them.
        auto& before = writers[spec.type == "gha" ? where + " " + job.ref : where];
        const Writer now{&job, &build};
        if (build.failed) continue;  // it exported nothing
        if (const auto* other = replaced(before, now))
          findings.push_back(failed(&job, 0.85,
                                    fmt::format("{} and {} both export to {}: the last one stays",
                                                label(*other->job), label(job), where),
                                    {build.place, other->build->place}));
        before.push_back(now);
      }
    }
  }
  return findings;
}

/// RUNs that were made although nothing that was copied above them was.
struct Busted {
  const Step* first;
  std::size_t runs = 0;
  double seconds = 0;
};

std::optional<Busted> busted(const Build& build) {
  const auto& steps = build.steps;
  const bool any_cached =
      std::any_of(steps.begin(), steps.end(), [](const auto& step) { return step.cached; });
  const auto first =
      std::find_if(steps.begin(), steps.end(), [](const auto& step) { return step.ran; });
  const auto is_run = [](const Step& step) { return step.command.starts_with("RUN "); };
  if (!imported(build) || !any_cached || first == steps.end() || !is_run(*first))
    return std::nullopt;
  Busted result{&*first};
  for (const auto& step : steps) {
    if (!step.ran || !is_run(step)) continue;
    ++result.runs;
    result.seconds += step.seconds;
  }
  return result;
}

/// Arguments of the same build in the run before; none: nothing tells them.
BuildArguments arguments_before(const Facts& facts, const Job& job, const Build& build) {
  const auto* before = earlier(facts, job);
  if (!before || before->builds.size() != job.builds.size()) return {};
  const auto index = static_cast<std::size_t>(&build - job.builds.data());
  return build_arguments(before->builds[index].command);
}

std::optional<Finding> judge_arguments_of(const Facts& facts, const Job& job, const Build& build) {
  const auto made = busted(build);
  if (!made) return std::nullopt;
  const std::vector<Place> places{build.place, made->first->place};
  const auto ending = "the first step that was made again is " + made->first->name;
  const auto before = arguments_before(facts, job, build);
  std::optional<Finding> possible;
  for (const auto& [name, value] : build_arguments(build.command)) {
    const auto known = before.find(name);
    if (known != before.end() && known->second != value) {
      auto evidence = fmt::format("build argument {} is {} and was {} in the run before; {}", name,
                                  value, known->second, ending);
      if (made->runs > 1 || made->seconds >= 1)
        return failed(&job, 0.6, std::move(evidence), places);
      return undecided(&job, evidence + fmt::format(", in {}", time(made->seconds)), places);
    }
    if (known == before.end() && !possible && looks_unique(value))
      possible = undecided(&job,
                           fmt::format("build argument {}={} looks like one of this run alone; {}",
                                       name, value, ending),
                           places);
  }
  return possible;
}

Findings judge_arguments(const Facts& facts, const Profile&) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    for (const auto& build : job.builds) {
      const auto missed = std::find_if(
          build.steps.begin(), build.steps.end(),
          [](const auto& step) { return step.miss && step.miss->kind == "argument-changed"; });
      if (missed != build.steps.end())
        findings.push_back(failed(&job, 0.8, missed->miss->text, {missed->place}));
      else if (auto finding = judge_arguments_of(facts, job, build))
        findings.push_back(std::move(*finding));
    }
  }
  return findings;
}

}  // namespace

Rules layer_rules() {
  auto rules = layer_input_rules();
  rules.insert(
      rules.begin(),
      {
          {"mode-min", "the stages that take long are exported, not only the last one",
           "With nothing changed everything is CACHED; after any edit the dependencies are "
           "installed again.",
           "--cache-to exports the last stage's layers alone unless mode=max says otherwise; what "
           "earlier stages made is lost.",
           "Add mode=max to --cache-to.", "bxbench run miss-mode-min", judge_mode},
          {"inline-max", "mode=max is asked of an exporter that knows it",
           "The image carries a cache, and earlier stages are made again after any edit.",
           "Inline cache lives in the image and knows its layers alone; mode=max is ignored "
           "without a warning.",
           "Export to a registry ref of its own: --cache-to type=registry,ref=…,mode=max.",
           "bxbench run inline-max", judge_inline},
          {"spec-with-blank", "cache options have no blanks beside their commas",
           "mode=max or a scope is on the command line and has no effect, or the build ends with "
           "an error about the option.",
           "The value is read as comma separated fields, and a blank becomes part of the name.",
           "Write type=gha,mode=max without blanks.", "bxbench run 'spec-with-blank*'",
           judge_blanks},
          {"scope-overwritten", "each build exports to a scope or ref of its own",
           "One of several images is always warm, the others are cold by turns.",
           "An export replaces what the scope or ref held: of several builds the last one stays.",
           "Give each image, target and matrix entry a scope=… or ref=… of its own.",
           "bxbench run 'scope-overwritten*'", judge_overwriting},
          {"busted-by-argument", "no build argument that changes every time is above heavy steps",
           "Each commit makes every RUN again from the same step on.",
           "All build arguments that are declared above a RUN are part of its cache key, used or "
           "not; a commit id or a time is another one in each run.",
           "Declare ARG just above the step that needs it, at the end; or set it by a label of the "
           "build command.",
           "bxbench run 'commit-in-argument*'", judge_arguments},
      });
  return rules;
}

}  // namespace bxbench::diagnosis
