// SPDX-License-Identifier: Apache-2.0
#include <harness/builder/cache_spec.hpp>
#include <harness/diagnosis/rules/families.hpp>
#include <harness/diagnosis/rules/words.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace bxbench::diagnosis {
namespace {

const char* cause_of_disuse(Job::Carries carries) {
  if (carries == Job::Carries::layers)
    return "The build does again what an earlier job cached; BuildKit treats an import that fails "
           "or does not match as no more than a warning.";
  return "The build starts with empty cache mounts although an earlier job ran; a restore that "
         "brings nothing, or goes to another mount, fails no job.";
}

const char* fix_of_disuse(Job::Carries carries) {
  if (carries == Job::Carries::layers)
    return "Look at the import's error, then at the first step that is not cached: it is where the "
           "cache keys part.";
  return "Compare the key, the size of the archive and the id of each mount with what the earlier "
         "job saved.";
}

Findings judge_cache_use(const Facts& facts, const Profile&) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    const auto carries = job.strategy.value_or(Job::Carries::nothing);
    if (job.claim != Job::Claim::warm || carries == Job::Carries::nothing) continue;
    if (job.cache_used) {
      findings.push_back(passed(&job, job.use_in_words));
      continue;
    }
    auto unused = failed(&job, 0.5, job.use_in_words);
    unused.cause = cause_of_disuse(carries);
    unused.fix = fix_of_disuse(carries);
    findings.push_back(std::move(unused));
  }
  return findings;
}

/// Steps that BuildKit came to.
struct Tally {
  int cached = 0, ran = 0;
};

Tally tally(const Build& build) {
  Tally counted;
  for (const auto& step : build.steps) {
    counted.cached += step.cached ? 1 : 0;
    counted.ran += step.ran ? 1 : 0;
  }
  return counted;
}

std::string in_words(const Tally& counted) {
  return fmt::format("{} of {} steps were cached", counted.cached, counted.cached + counted.ran);
}

/// What was asked for and is not there: in the first run of a job that is as it must be.
bool may_be_first(const Facts& facts, const Job& job, const Build& build, const Import& import) {
  if (import.trouble != Trouble::not_found || earlier(facts, job)) return false;
  const bool inline_cache =
      std::any_of(build.cache_to.begin(), build.cache_to.end(),
                  [](const auto& text) { return builder::read_spec(text).type == "inline"; });
  return (inline_cache && !build.failed) ||
         std::any_of(build.exports.begin(), build.exports.end(),
                     [](const auto& one) { return one.succeeded; });
}

/// Whether a build of a job before this one wrote where the command of this build reads.
bool written_before(const Facts& facts, const Job& job, const Build& build) {
  std::set<std::pair<std::string, std::string>> read;
  for (const auto& text : build.cache_from) {
    const auto spec = builder::read_spec(text);
    read.emplace(spec.type, spec.place());
  }
  const auto writes = [&](const std::string& text) {
    const auto spec = builder::read_spec(text);
    return read.contains({spec.type, spec.place()});
  };
  const auto end = facts.jobs.begin() + (&job - facts.jobs.data());  // `job` is one of them
  return std::any_of(facts.jobs.begin(), end, [&](const Job& other) {
    return std::any_of(other.builds.begin(), other.builds.end(), [&](const Build& one) {
      return !one.failed && std::any_of(one.cache_to.begin(), one.cache_to.end(), writes);
    });
  });
}

/// Whether this is the first build of its image, so that there can be nothing to import: no job ran
/// before, or only jobs that build other images and write elsewhere.
bool is_first(const Facts& facts, const Job& job, const Build& build) {
  const auto* before = earlier(facts, job);
  if (before == nullptr) return true;
  if (build.cache_from.empty() || written_before(facts, job, build)) return false;
  return std::none_of(before->builds.begin(), before->builds.end(),
                      [&](const Build& one) { return !builds_another_image(one, build); });
}

Finding judge_import(const Facts& facts, const Job& job, const Build& build, const Import& import) {
  const auto counted = in_words(tally(build));
  if (import.succeeded)
    return passed(&job, fmt::format("imported {}, {}", import.name, counted), {import.place});
  auto evidence = fmt::format("the import of {} failed: {}; {}", import.name,
                              import.error.empty() ? "it did not finish" : import.error, counted);
  if (may_be_first(facts, job, build, import))
    return undecided(&job, evidence + "; it was exported afterwards, so this may be the first run",
                     {import.place});
  return failed(&job, import.trouble == Trouble::not_found ? 0.7 : 0.8, std::move(evidence),
                {import.place});
}

/// Several sources are tried, and one that works is enough.
Findings judge_imports(const Facts& facts, const Profile&) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    if (job.claim == Job::Claim::cold) continue;  // it is meant to find nothing
    for (const auto& build : job.builds) {
      const bool any = std::any_of(build.imports.begin(), build.imports.end(),
                                   [](const auto& import) { return import.succeeded; });
      for (const auto& import : build.imports)
        if (import.succeeded || !any || import.trouble != Trouble::not_found)
          findings.push_back(judge_import(facts, job, build, import));
    }
  }
  return findings;
}

bool asks_actions_cache(const std::vector<std::string>& specs) {
  return std::any_of(specs.begin(), specs.end(),
                     [](const auto& spec) { return builder::read_spec(spec).type == "gha"; });
}

/// An import that the command asks for and that never came: without a token buildx leaves it out.
Findings judge_dropped(const Facts& facts, const Profile&) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    for (const auto& build : job.builds) {
      if (!asks_actions_cache(build.cache_from) || build.steps.empty()) continue;
      const bool came =
          std::any_of(build.imports.begin(), build.imports.end(), uses_actions_cache) ||
          (build.failed && build.imports.empty());
      if (!came)
        findings.push_back(failed(&job, 0.9,
                                  "the command asks for --cache-from type=gha, and the build "
                                  "imports nothing from it",
                                  {build.place}));
    }
  }
  return findings;
}

Findings judge_matches(const Facts& facts, const Profile&) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    if (job.claim == Job::Claim::cold) continue;  // it is meant to find nothing
    for (const auto& build : job.builds) {
      const auto import = std::find_if(build.imports.begin(), build.imports.end(),
                                       [](const auto& one) { return one.succeeded; });
      const auto counted = tally(build);
      if (import == build.imports.end() || build.failed || counted.cached + counted.ran < 2)
        continue;
      auto evidence = fmt::format("imported {}, {}", import->name,
                                  counted.cached ? in_words(counted) : "and no step was cached");
      if (counted.cached > 0)
        findings.push_back(passed(&job, std::move(evidence), {import->place}));
      else if (uses_actions_cache(*import) && is_first(facts, job, build))
        // BuildKit tells an import from a scope without any entry to be done, too.
        findings.push_back(
            undecided(&job, evidence + "; this may be the first run, with nothing saved yet",
                      {import->place}));
      else
        findings.push_back(failed(&job, 0.55, std::move(evidence), {import->place}));
    }
  }
  return findings;
}

}  // namespace

Rules use_rules() {
  return {
      {"cache-used", "a job that claims a warm cache really used it",
       "Nothing fails, and the job takes as long as without a cache.",
       "The cache that was carried did not reach the build.",
       "Compare what was saved with what was looked up: key, scope, ref, id of each mount.",
       "bxbench run id-mismatch", judge_cache_use, true},
      {"import-failed", "every --cache-from can be read",
       "\"ERROR\" or \"WARNING\" at \"importing cache manifest from …\", and the build goes on.",
       "BuildKit treats an import that fails as no more than a warning: the ref or scope does not "
       "exist, or may not be read.",
       "Name the ref or scope that --cache-to writes, log in before the build, and see that the "
       "job that writes it ran.",
       "bxbench run miss-missing-ref", judge_imports},
      {"import-dropped", "a --cache-from of the command takes place",
       "--cache-from type=gha is on the command line, and no \"importing cache manifest from gha\" "
       "in the log.",
       "Without ACTIONS_RUNTIME_TOKEN and the service's URL buildx leaves the cache out in "
       "silence: a run: step does not get them.",
       "Use docker/build-push-action or docker/bake-action, or export the two variables to the "
       "step.",
       "bxbench run token-trouble", judge_dropped},
      {"import-unused", "an import that succeeds has something for the build",
       "The import succeeds, and not one step is CACHED.",
       "What was imported is the cache of another build: another job, target or matrix entry "
       "wrote the same scope or ref last, the image was pushed without inline cache, or the first "
       "step's inputs changed.",
       "Give each target and matrix entry a scope or ref of its own, and write it with --cache-to.",
       "bxbench run miss-new-scope", judge_matches},
  };
}

}  // namespace bxbench::diagnosis
