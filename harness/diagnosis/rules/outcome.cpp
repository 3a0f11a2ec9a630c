// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/rules/families.hpp>
#include <harness/diagnosis/rules/gains.hpp>
#include <harness/diagnosis/rules/words.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace bxbench::diagnosis {
namespace {

std::uint64_t most_downloads(const Job& job) {
  std::uint64_t most = 0;
  for (const auto& build : job.builds)
    most = std::max(most, build.downloads);
  return most;
}

/// Nothing was found in any cache, though the run before needed no downloads: the miss is the
/// cause, and has its own rules.
bool just_missed(const Facts& facts, const Job& job, const Profile& profile) {
  const auto* before = earlier(facts, job);
  return before && !found_something(job) &&
         static_cast<double>(most_downloads(*before)) <= profile.downloads_at_most;
}

/// Whether what is downloaded may be what an edit of the dependencies added: an archive of an older
/// key was restored, and far less is downloaded than before.
bool explained_by_edit(const Facts& facts, const Job& job, const Build& build) {
  const auto* before = earlier(facts, job);
  if (!before) return false;
  return build.downloads * 2 < most_downloads(*before);
}

/// A step that downloads had its own inputs changed, the lock file, say: no cache has its result.
bool inputs_changed(const Build& build) {
  return std::any_of(build.steps.begin(), build.steps.end(), [](const Step& step) {
    if (step.downloads == 0 || !step.miss) return false;
    const auto& kind = step.miss->kind;
    return kind.ends_with("-changed") || kind.starts_with("input-") || kind == "parent-missed";
  });
}

Findings judge_downloads(const Facts& facts, const Profile& profile) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    for (const auto& build : job.builds) {
      if (job.strategy || build.steps.empty() || !has_predecessor(facts, job)) continue;
      if (job.claim == Job::Claim::cold || inputs_changed(build)) continue;
      if (just_missed(facts, job, profile)) continue;
      auto evidence = count(build.downloads, "line") + " of the build report a download";
      if (const auto* before = earlier(facts, job))
        evidence += fmt::format(", {} in the run before", most_downloads(*before));
      const bool few = static_cast<double>(build.downloads) <= profile.downloads_at_most;
      if (few || explained_by_edit(facts, job, build))
        findings.push_back(passed(&job, std::move(evidence), {build.download_place}));
      else
        findings.push_back(failed(&job, 0.4, std::move(evidence), {build.download_place}));
    }
  }
  return findings;
}

Findings judge_mount_sizes(const Facts& facts, const Profile& profile) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    if (job.strategy || !has_predecessor(facts, job)) continue;
    for (const auto& build : job.builds) {
      for (const auto& mount : build.mounts) {
        const auto expected = expected_size(mount, profile);
        if (expected <= 0 || !mount.before || is_empty(mount, profile)) continue;
        auto evidence = fmt::format("{}, profile {} expects {}", describe(mount), profile.name,
                                    size(static_cast<Bytes>(expected)));
        if (static_cast<double>(*mount.before) >= expected)
          findings.push_back(passed(&job, std::move(evidence), {mount.place}));
        else
          findings.push_back(failed(&job, 0.45, std::move(evidence), {mount.place}));
      }
    }
  }
  return findings;
}

/// "COPY --from=build /app/target/release/rest api": the stage and the paths that it reads.
Findings judge_staleness(const Facts& facts, const Profile&) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    if (job.strategy) continue;
    for (const auto& build : job.builds) {
      for (const auto& copy : build.steps) {
        const auto doubt = why_stale(build, copy);
        if (!doubt) continue;
        findings.push_back(failed(&job, doubt->certain ? 0.9 : 0.6, doubt->text,
                                  {copy.place, doubt->maker->place}));
      }
    }
  }
  return findings;
}

Findings judge_artifact(const Facts& facts, const Profile&) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    if (!job.strategy) continue;
    if (!job.fresh)
      findings.push_back(undecided(&job, job.artifact_in_words));
    else if (*job.fresh)
      findings.push_back(passed(&job, job.artifact_in_words));
    else
      findings.push_back(failed(&job, 0.9, job.artifact_in_words));
  }
  return findings;
}

constexpr const char* mount_is_no_layer =
    "The image holds an older artifact than its sources, because what a step writes to a cache "
    "mount is no part of its layer and a later COPY --from sees the layer, or because a compiler "
    "trusted old file times.";
constexpr const char* copy_out =
    "Copy the artifact out of the mount in the RUN that builds it, and exclude build output by "
    ".dockerignore.";

}  // namespace

Rules outcome_rules() {
  return {
      {"downloads-repeated", "a build with a cache downloads next to nothing",
       "\"go: downloading …\" and its likes, in every run.",
       "The cache of downloaded packages does not reach the step that needs it: the mount of "
       "modules is empty, or the layer that installs them is made again.",
       "See whether the mount's content, or the layer, was there before the step; the finding "
       "above "
       "this one says why not.",
       "bxbench run id-missing-in-map", judge_downloads},
      {"mount-small", "mounts hold as much as the profile expects, before the build",
       "The mount is not empty, and the build does most of its work again.",
       "Only part of the content came back: an old archive under a restore key, or another "
       "project's.",
       "Save a new archive: bump the cache version; or lower the profile's threshold.", "",
       judge_mount_sizes},
      {"build-not-faster", "a build with a cache is faster than the first one",
       "The second run takes as long as the first.",
       "The cache is not used, or what it saves is not what takes the time.",
       "See the other findings; if there are none, measure which steps take long: bxbench run.",
       "bxbench run warm-build", judge_speed},
      {"export-costly", "the cache costs less time than it saves",
       "Importing and exporting the cache takes longer than building without it.",
       "Large layers, or many small ones, travel to the cache and back for steps that are quick.",
       "Export less (mode=min, fewer stages), on the default branch alone, or not at all.",
       "bxbench run source-change", judge_cost},
      {"stale-artifact", "what is copied from a stage is what its last step made",
       "The compiler runs, COPY --from is CACHED, and the image does not change.",
       mount_is_no_layer, copy_out, "bxbench run output-in-mount-stale", judge_staleness},
      {"artifact-fresh", "the artifact contains the last edit",
       "The build succeeds, and the program is that of an earlier source.", mount_is_no_layer,
       copy_out, "bxbench run output-in-mount-stale", judge_artifact, true},
  };
}

}  // namespace bxbench::diagnosis
