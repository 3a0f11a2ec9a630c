// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/rules/families.hpp>
#include <harness/diagnosis/rules/lint.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace bxbench::diagnosis {
namespace {

using Kind = CacheStep::Kind;

/// The paths are part of what an entry is found by.
bool same_paths(const CacheStep& one, const CacheStep& other) {
  return std::equal(one.paths.begin(), one.paths.end(), other.paths.begin(), other.paths.end(),
                    [](const auto& left, const auto& right) {
                      return directory(left.text) == directory(right.text);
                    });
}

/// Every step of the workflow that saves these paths.
std::vector<const CacheStep*> savers_of(const CacheStep& cache, const WorkflowFacts& workflow) {
  std::vector<const CacheStep*> found;
  for (const auto& job : workflow.jobs)
    for (const auto& other : job.caches)
      if (other.kind != Kind::restore && !other.key.empty() && same_paths(cache, other))
        found.push_back(&other);
  return found;
}

bool in_expression(const std::string& text, std::size_t at) {
  const auto begin = text.rfind("${{", at);
  return begin != std::string::npos && text.find("}}", begin) + 1 >= at;
}

/// Whether a lookup finds an entry; unknown: an expression decides.
enum class Meets { no, unknown, yes };

/// By whether what is looked up is the beginning of what is saved.
Meets begins(const std::string& saved, const std::string& wanted) {
  const auto end = std::mismatch(wanted.begin(), wanted.end(), saved.begin(), saved.end()).first;
  if (end == wanted.end()) return Meets::yes;
  const auto at = static_cast<std::size_t>(end - wanted.begin());
  return in_expression(wanted, at) || in_expression(saved, at) ? Meets::unknown : Meets::no;
}

bool is_key_of(const std::string& saved, const CacheStep& lookup) {
  return !lookup.id.empty() &&
         saved.find("steps." + lookup.id + ".outputs.cache-") != std::string::npos;
}

/// Keys are compared by their beginnings, the primary one as well
/// (https://docs.github.com/actions/reference/workflows-and-actions/dependency-caching).
Meets finds(const CacheStep& lookup, const CacheStep& save) {
  if (is_key_of(save.key.text, lookup)) return Meets::yes;
  auto found = begins(save.key.text, lookup.key.text);
  for (const auto& key : lookup.restore_keys)
    found = std::max(found, begins(save.key.text, key.text));
  return found;
}

/// Whether a lookup of these paths in the job finds what one of the steps saves: of several, the
/// later ones are for what the first does not find.
Meets any_finds(const PipelineJob& job, const CacheStep& cache,
                const std::vector<const CacheStep*>& savers) {
  auto found = Meets::no;
  for (const auto& lookup : job.caches)
    for (const auto* save : savers)
      if (lookup.kind != Kind::save && !lookup.key.empty() && same_paths(lookup, cache))
        found = std::max(found, finds(lookup, *save));
  return found;
}

Findings judge_keys(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.workflow) return found;
  for (const auto& job : facts.workflow->jobs)
    for (const auto& cache : job.caches) {
      if (cache.kind != Kind::restore || cache.key.empty() || cache.paths.empty()) continue;
      const auto savers = savers_of(cache, *facts.workflow);
      if (savers.empty()) continue;
      const auto& saved = savers.front()->key;
      const auto meet = any_finds(job, cache, savers);
      if (meet == Meets::yes) {
        found.push_back(sound(fmt::format("key {} is saved as it is looked up", saved.text),
                              {cache.key.place, saved.place}));
        continue;
      }
      auto finding = fault(fmt::format("{} is saved under key {}, looked up under key {} ({})",
                                       directory(cache.paths.front().text), saved.text,
                                       cache.key.text, in_line(cache.key.place)),
                           {saved.place, cache.key.place}, 0.9);
      finding.cause =
          "A lookup finds an entry whose key begins with the key or a restore key that "
          "is asked for; this one begins otherwise, so each run starts from nothing.";
      finding.fix = "Give the step that saves the key of the step that restores.";
      finding.correction = with(saved.place, saved.written, cache.key.written);
      if (meet == Meets::unknown)
        finding =
            undecided(std::move(finding), "whether they are the same is known only when it runs");
      found.push_back(std::move(finding));
    }
  return found;
}

bool extracts(const Dance& dance) {
  return dance.kind != Dance::Kind::inject && !dance.skips_extraction;
}

/// The step of a job that saves what the dance carries; null: none does.
const CacheStep* saver_of(const PipelineJob& job, const Dance& dance,
                          const DockerfileFacts* dockerfile) {
  const auto found = std::find_if(job.caches.begin(), job.caches.end(), [&](const auto& cache) {
    return cache.kind != Kind::restore && keeps(cache, dance, dockerfile);
  });
  return found == job.caches.end() ? nullptr : &*found;
}

Finding nothing_saves(const CacheStep& restore, const Dance& dance) {
  auto finding =
      fault(fmt::format("step {} ({}) restores {}, step {} ({}) extracts to it, and no step saves "
                        "it",
                        restore.order, in_line(restore.place), restore.paths.front().text,
                        dance.order, in_line(dance.place)),
            {restore.place, dance.place}, 0.85);
  finding.cause =
      "actions/cache/restore only looks up: what is extracted ends with the runner, and "
      "no run finds anything but what another workflow saved.";
  finding.fix =
      "Use the combined actions/cache, above the step that extracts, or skip the "
      "extraction where another workflow saves.";
  finding.correction = fmt::format("{}uses: actions/cache@{}", indent(restore.place),
                                   restore.version.empty() ? "v4" : restore.version);
  return finding;
}

Findings judge_saved(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.workflow) return found;
  for (const auto& job : facts.workflow->jobs)
    for (const auto& dance : job.dances) {
      if (!extracts(dance) || saver_of(job, dance, facts.dockerfile.get()) != nullptr) continue;
      for (const auto& cache : job.caches) {
        if (!keeps(cache, dance, facts.dockerfile.get())) continue;
        auto finding = nothing_saves(cache, dance);
        if (job.partial) finding = undecided(std::move(finding), "a job that uses this action may");
        found.push_back(std::move(finding));
      }
    }
  return found;
}

Findings judge_skipped_extraction(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.workflow) return found;
  const auto fills = [&](const PipelineJob& job) {
    return std::any_of(job.dances.begin(), job.dances.end(), [&](const auto& dance) {
      return extracts(dance) && saver_of(job, dance, facts.dockerfile.get()) != nullptr;
    });
  };
  const auto& jobs = facts.workflow->jobs;
  const bool filled = std::any_of(jobs.begin(), jobs.end(), fills);
  for (const auto& job : jobs)
    for (const auto& dance : job.dances) {
      if (!dance.skips_extraction || fills(job)) continue;
      const auto* save = saver_of(job, dance, facts.dockerfile.get());
      if (save == nullptr && filled) continue;
      auto finding = fault(
          save == nullptr
              ? fmt::format("step {} never extracts, and no step of the workflow saves what it "
                            "injects",
                            dance.order)
              : fmt::format("step {} never extracts: step {} ({}) saves what it restored, at first "
                            "nothing",
                            dance.order, save->order, in_line(save->place)),
          {dance.skips_extraction->place, dance.place}, 0.9);
      finding.cause =
          "skip-extraction is always true, so that what the build leaves in its cache "
          "mounts never reaches the folder that is saved.";
      finding.fix = "Skip the extraction only after an exact hit, when nothing is saved anyway.";
      finding.correction = fmt::format("{}skip-extraction: ${{{{ steps.{}.outputs.cache-hit }}}}",
                                       indent(dance.skips_extraction->place),
                                       save == nullptr || save->id.empty() ? "cache" : save->id);
      if (save == nullptr) finding = undecided(std::move(finding), "another workflow may");
      found.push_back(std::move(finding));
    }
  return found;
}

}  // namespace

Checks save_checks() {
  return {
      {"identifier-mismatch", judge_keys},
      {"cache-elsewhere", judge_saved},
      {"empty-save", judge_skipped_extraction},
  };
}

}  // namespace bxbench::diagnosis
