// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/step_name.hpp>
#include <harness/diagnosis/rules/families.hpp>
#include <harness/diagnosis/rules/words.hpp>
#include <harness/dockerfile/instruction.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace bxbench::diagnosis {
namespace {

/// Commands that install what a lock file names, and read no source.
constexpr std::array<std::string_view, 22> installs{"go mod download",       "npm ci",
                                                    "npm install",           "npm i ",
                                                    "yarn install",          "yarn --frozen",
                                                    "pnpm install",          "pnpm i ",
                                                    "pip install",           "pip3 install",
                                                    "poetry install",        "uv sync",
                                                    "bundle install",        "cargo fetch",
                                                    "cargo chef cook",       "composer install",
                                                    "dependency:go-offline", "gradle dependencies",
                                                    "dotnet restore",        "mix deps.get",
                                                    "apt-get install",       "apk add"};

bool is_install(const Step& step) {
  return step.command.starts_with("RUN ") &&
         std::any_of(installs.begin(), installs.end(), [&](const auto& words) {
           return step.command.find(words) != step.command.npos;
         });
}

/// "COPY . .", also with flags, but not from another stage.
bool copies_everything(const Step& step) {
  if (!step.command.starts_with("COPY ") && !step.command.starts_with("ADD ")) return false;
  const auto words = dockerfile::words(step.command);
  std::vector<std::string> plain;
  for (const auto& word : words) {
    if (word.starts_with("--from")) return false;
    if (!word.starts_with("--")) plain.push_back(word);
  }
  return plain.size() == 3 && (plain[1] == "." || plain[1] == "./" || plain[1] == "/");
}

bool had_cache(const Facts& facts, const Job& job, const Build& build) {
  return earlier(facts, job) || std::any_of(build.imports.begin(), build.imports.end(),
                                            [](const auto& one) { return one.succeeded; });
}

Findings judge_whole_copy(const Facts& facts, const Profile&) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    for (const auto& build : job.builds) {
      if (!had_cache(facts, job, build)) continue;
      for (auto step = build.steps.begin(); step != build.steps.end(); ++step) {
        if (!step->ran || !is_install(*step)) continue;
        const auto copy = std::find_if(build.steps.begin(), step, [&](const auto& one) {
          return one.ran && one.stage == step->stage && copies_everything(one);
        });
        if (copy == step) continue;
        findings.push_back(failed(&job, 0.7,
                                  fmt::format("{} was made, therefore {} was made again, in {}",
                                              copy->name, step->name, time(step->seconds)),
                                  {copy->place, step->place}));
        break;
      }
    }
  }
  return findings;
}

Findings judge_context(const Facts& facts, const Profile& profile) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    for (const auto& build : job.builds) {
      if (!build.context) continue;
      auto evidence = fmt::format("the build context takes {}", size(*build.context));
      if (static_cast<double>(*build.context) <= profile.context_at_most)
        findings.push_back(passed(&job, std::move(evidence), {build.context_place}));
      else
        findings.push_back(failed(&job, 0.35, std::move(evidence), {build.context_place}));
    }
  }
  return findings;
}

bool carries_mounts(const Job& job) {
  return !job.carries.empty() ||
         std::any_of(job.actions.begin(), job.actions.end(), [](const auto& use) {
           return use.action.find("cache-dance") != std::string::npos;
         });
}

bool exports_layers(const Job& job) {
  return std::any_of(job.builds.begin(), job.builds.end(), [](const auto& build) {
    return !build.cache_to.empty() || !build.cache_from.empty() || !build.exports.empty() ||
           !build.imports.empty();
  });
}

/// A mount that a later run finds empty, while layers are exported and nothing carries mounts.
Findings judge_belief(const Facts& facts, const Profile& profile) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    if (job.strategy || carries_mounts(job) || !exports_layers(job)) continue;
    const bool restored = std::any_of(job.restores.begin(), job.restores.end(),
                                      [](const auto& one) { return one.hit; });
    for (const auto& build : job.builds) {
      const auto empty = std::find_if(build.mounts.begin(), build.mounts.end(),
                                      [&](const auto& one) { return is_empty(one, profile); });
      if (restored || empty == build.mounts.end() || !had_cache(facts, job, build)) continue;
      findings.push_back(failed(
          &job, 0.85,
          fmt::format("the layer cache was there, and {}; nothing carries it", describe(*empty)),
          {empty->place}));
    }
  }
  return findings;
}

}  // namespace

Rules layer_input_rules() {
  return {
      {"whole-context-copied", "dependencies are installed before the whole source is copied",
       "Any edit of a source file installs all dependencies again.",
       "COPY . . stands above the step that installs, so that every file is part of its cache key.",
       "Copy the lock files alone, install, then copy the rest.",
       "bxbench run -w python,python.naive -s gha source-change", judge_whole_copy},
      {"context-large", "the build context holds what the build needs and not more",
       "\"transferring context\" takes long, and COPY . . is made again without an edit.",
       "The context holds .git, node_modules or build output: much to send, and another content in "
       "each run.",
       "Exclude them by .dockerignore.", "", judge_context},
      {"mounts-not-exported", "what is in cache mounts is carried by something that can",
       "cache-from and cache-to work, and RUN --mount=type=cache starts empty on each runner.",
       "No exporter has the content of cache mounts: they belong to the builder and die with it.",
       "Carry them by actions/cache and buildkit-cache-dance, keep the builder, or install the "
       "dependencies in a layer.",
       "bxbench run -w traps -s gha source-change", judge_belief},
  };
}

}  // namespace bxbench::diagnosis
