// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/rules/cache_folders.hpp>
#include <harness/diagnosis/rules/families.hpp>
#include <harness/diagnosis/rules/words.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace bxbench::diagnosis {
namespace {

using Direction = Carry::Direction;

/// In an own run a mount that nobody looked into counts as empty: nothing proves the contrary.
bool lacks_content(const Job& job, const Mount& mount, const Profile& profile) {
  return is_empty(mount, profile) || (job.strategy && !mount.before);
}

const Restore* full_restore(const Job& job, const Profile& profile) {
  for (const auto& restore : job.restores)
    if (is_full(restore, profile)) return &restore;
  return nullptr;
}

bool injected(const Job& job) {
  return std::any_of(job.carries.begin(), job.carries.end(), [](const auto& carry) {
    return carry.direction == Direction::inject && !carry.skipped;
  });
}

std::vector<Mount> mounts_of(const Job& job) {
  std::vector<Mount> all;
  for (const auto& build : job.builds)
    for (const auto& mount : build.mounts)
      if (job.strategy || mount.before) all.push_back(mount);
  return all;
}

Findings judge_mounts(const Facts& facts, const Profile& profile) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    const auto* restore = full_restore(job, profile);
    const auto mounts = mounts_of(job);
    if (!restore || mounts.empty()) continue;
    const auto restored = "restored " + size(*restore->bytes);
    const auto empty = std::find_if(mounts.begin(), mounts.end(), [&](const auto& mount) {
      return lacks_content(job, mount, profile);
    });
    if (empty == mounts.end())
      findings.push_back(passed(&job, restored + ", no mount is empty", {restore->place}));
    else
      findings.push_back(failed(&job, 0.8, fmt::format("{}, but {}", restored, describe(*empty)),
                                {empty->place, restore->place}));
  }
  return findings;
}

/// A hit with content, mounts that are empty all the same, and no injection before the build.
Findings judge_injection(const Facts& facts, const Profile& profile) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    const auto* restore = full_restore(job, profile);
    const auto mounts = mounts_of(job);
    if (job.strategy || !restore || mounts.empty()) continue;
    if (injected(job)) {
      findings.push_back(passed(&job, "content was injected before the build"));
      continue;
    }
    const bool empty = std::all_of(mounts.begin(), mounts.end(),
                                   [&](const auto& mount) { return is_empty(mount, profile); });
    if (!empty) continue;
    findings.push_back(
        failed(&job, 0.9,
               fmt::format("restored {} under key {}, nothing was injected, and {}",
                           size(*restore->bytes), key_of(*restore), describe(mounts.front())),
               {restore->place, mounts.front().place}));
  }
  return findings;
}

Finding judge_save(const Job& job, const Save& save, const Carry& extract,
                   std::optional<bool> of_carrier) {
  if (save.order > extract.order)
    return passed(&job, "the cache is saved after the extraction", {save.place});
  auto evidence = fmt::format("saved {}before {} was extracted",
                              save.bytes ? size(*save.bytes) + " " : "", extract.id);
  if (!of_carrier)
    return undecided(&job,
                     fmt::format("{}; whether key {} is that of the carrier's folder is not said",
                                 evidence, save.key),
                     {save.place, extract.place});
  if (extract.seconds) evidence += fmt::format(", which took {}", time(*extract.seconds));
  return failed(&job, 0.97, std::move(evidence), {save.place, extract.place});
}

/// Saves of other caches of the job may come before the extraction.
Findings judge_order(const Facts& facts, const Profile&) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    const auto extract = std::find_if(
        job.carries.begin(), job.carries.end(),
        [](const auto& carry) { return carry.direction == Direction::extract && !carry.skipped; });
    if (extract == job.carries.end() || extract->order == 0) continue;
    const bool told = std::any_of(job.saves.begin(), job.saves.end(), [&](const auto& save) {
      return holds_carried(save, job).value_or(false);
    });
    for (const auto& save : job.saves) {
      if (save.order == 0 || save.result == Save::Result::hit_before) continue;
      const auto of_carrier = holds_carried(save, job);
      if (of_carrier.value_or(!told))
        findings.push_back(judge_save(job, save, *extract, of_carrier));
    }
  }
  return findings;
}

/// Whether a folder that somebody looked into is the cache's.
bool is_cache(const Directory& directory, const Job& job) {
  const auto paths = cache_paths(job);
  if (paths.empty()) return !job.carries.empty();
  return std::any_of(paths.begin(), paths.end(), [&](const auto& path) {
    return lies_in(directory.path, path) || lies_in(path, directory.path);
  });
}

/// The cache folder as it was seen outside of a build, and as small as without content.
Findings judge_looks(const Job& job, const Profile& profile) {
  Findings findings;
  const bool hit = std::any_of(job.restores.begin(), job.restores.end(),
                               [](const auto& restore) { return restore.hit; });
  for (const auto& directory : job.directories) {
    if (!is_cache(directory, job)) continue;
    const auto extract = std::find_if(job.carries.begin(), job.carries.end(), [&](const auto& one) {
      return one.direction == Direction::extract && !one.skipped && one.order < directory.order;
    });
    const bool extracted = extract != job.carries.end();
    if (!extracted && !hit) continue;
    auto evidence = fmt::format("{} holds {} {}", directory.path, size(directory.bytes),
                                extracted ? "after the extraction" : "after a restore that hit");
    if (!is_empty(directory, profile))
      findings.push_back(passed(&job, std::move(evidence), {directory.place}));
    else
      findings.push_back(failed(&job, 0.95, std::move(evidence), {directory.place}));
  }
  return findings;
}

/// An archive without content, saved after an extraction that copied something.
Findings judge_small_save(const Job& job, const Profile& profile) {
  Findings findings;
  for (const auto& save : job.saves) {
    if (!save.bytes || static_cast<double>(*save.bytes) >= profile.empty_below) continue;
    for (const auto& carry : job.carries) {
      if (carry.direction != Direction::extract || carry.order >= save.order || carry.order == 0)
        continue;
      const bool copied = carry.bytes.value_or(0) >= 100'000 || carry.seconds.value_or(0) >= 5;
      if (!copied) continue;
      const auto amount = carry.bytes ? size(*carry.bytes) : "for " + time(*carry.seconds);
      findings.push_back(failed(&job, 0.93,
                                fmt::format("{} was extracted ({}), then {} were saved", carry.id,
                                            amount, size(*save.bytes)),
                                {save.place, carry.place}));
      break;
    }
  }
  return findings;
}

/// Folders of the carrier that lie outside of every path that is saved, where both are told.
Findings judge_folders(const Job& job) {
  Findings findings;
  const auto saved = cache_paths(job);
  if (saved.empty()) return findings;
  for (const auto& carry : job.carries) {
    if (carry.host_dir.empty() || carry.skipped) continue;
    const bool inside = std::any_of(saved.begin(), saved.end(), [&](const auto& path) {
      return lies_in(carry.host_dir, path);
    });
    if (inside) continue;
    findings.push_back(failed(&job, 0.94,
                              fmt::format("{} is carried by folder {}, and {} is saved", carry.id,
                                          carry.host_dir, saved.front()),
                              {carry.place}));
    break;
  }
  return findings;
}

/// One failure per job, the most telling one.
Findings judge_folder(const Facts& facts, const Profile& profile) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    if (job.strategy) continue;
    Findings of_job = judge_looks(job, profile);
    for (const auto& more : {judge_folders(job), judge_small_save(job, profile)})
      of_job.insert(of_job.end(), more.begin(), more.end());
    const auto worst = std::max_element(
        of_job.begin(), of_job.end(),
        [](const auto& one, const auto& other) { return one.weight < other.weight; });
    if (worst != of_job.end()) findings.push_back(*worst);
  }
  return findings;
}

Findings judge_builder(const Facts& facts, const Profile&) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    for (const auto& build : job.builds) {
      const auto other =
          std::find_if(job.carries.begin(), job.carries.end(), [&](const auto& carry) {
            return !carry.builder.empty() && !build.builder.empty() &&
                   carry.builder != build.builder;
          });
      if (other == job.carries.end()) continue;
      findings.push_back(
          failed(&job, 0.95,
                 fmt::format("mounts are carried to and from builder {}, and builder "
                             "{} builds",
                             other->builder, build.builder),
                 {other->place, build.place}));
    }
  }
  return findings;
}

}  // namespace

Rules carry_rules() {
  return {
      {"mount-empty", "what a restored archive holds is in the cache mounts when the build begins",
       "The restore brings hundreds of megabytes, and du shows 4 to 8 kB in the mount before the "
       "build.",
       "The archive reached the runner and not the build: its content was not injected, or into "
       "another mount.",
       "Inject after every restore, also after an exact hit, into the builder that builds, and "
       "under the id of each mount of the Dockerfile.",
       "bxbench run inject-skipped", judge_mounts, true},
      {"inject-skipped", "a restored archive is injected, also after an exact hit",
       "The first run after a change of the key is fast, every later one slow: with an exact hit "
       "the mounts are empty.",
       "The injection runs only when the key was not hit; a fresh builder needs it in every run.",
       "Drop the condition from the injecting step; only the extraction may be skipped on a hit.",
       "bxbench run inject-skipped", judge_injection},
      {"save-before-extract", "the cache is saved after the mounts were extracted",
       "Every restore reports a few hundred bytes, and the extraction visibly copies a lot, but "
       "later.",
       "A save step of its own is an ordinary step, the extraction is a post step: post steps run "
       "after all ordinary ones, last in, first out.",
       "Use one combined actions/cache step before the step that injects and extracts; then bump "
       "the cache version, because the empty archive is locked to its key.",
       "bxbench run save-before-extract", judge_order},
      {"cache-elsewhere", "the folder that is saved is the one that the extraction fills",
       "The extraction takes its time, and the cache folder stays empty; the files turn up in the "
       "root of the repository, or nowhere.",
       "The carrier writes to another folder than the one that is saved: it derived its map from "
       "the Dockerfile, reads another Dockerfile, or a relative path means another directory.",
       "Name the folder below the cache path for each mount in the map, by an absolute path, and "
       "look into it after the extraction.",
       "bxbench run cache-elsewhere", judge_folder},
      {"wrong-builder", "mounts are carried to and from the builder that builds",
       "Injection and extraction succeed, and the build's mounts are empty.",
       "Each builder has its own cache mounts, and the carrier talks to another one than the "
       "build.",
       "Give both the same builder, e.g. builder: ${{ steps.buildx.outputs.name }}.", "",
       judge_builder},
  };
}

}  // namespace bxbench::diagnosis
