// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/rules/families.hpp>
#include <harness/diagnosis/rules/words.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace bxbench::diagnosis {
namespace {

Finding judge_archive(const Job& job, const Restore& restore, const Profile& profile) {
  const auto bytes = static_cast<double>(*restore.bytes);
  auto evidence = fmt::format("restored {} under key {}", size(*restore.bytes), key_of(restore));
  if (bytes < profile.empty_below) return failed(&job, 0.7, std::move(evidence), {restore.place});
  if (bytes >= profile.restore_at_least) return passed(&job, std::move(evidence), {restore.place});
  auto small = failed(&job, 0.5,
                      fmt::format("{}, profile {} expects {}", evidence, profile.name,
                                  size(static_cast<Bytes>(profile.restore_at_least))),
                      {restore.place});
  small.cause = "The archive holds less than a cache of this project is expected to.";
  small.fix = "Look at what is saved; if it is all there is, lower --threshold restore-at-least=….";
  return small;
}

Findings judge_restore(const Facts& facts, const Profile& profile) {
  Findings findings;
  for (const auto& job : facts.jobs)
    for (const auto& restore : job.restores)
      if (restore.hit && restore.bytes) findings.push_back(judge_archive(job, restore, profile));
  return findings;
}

/// Whether a key of another name was found empty as well: then a new key does not help.
bool was_empty_under_another_key(const Facts& facts, const Restore& restore,
                                 const Profile& profile) {
  for (const auto& job : facts.jobs)
    for (const auto& other : job.restores)
      if (is_empty(other, profile) && key_of(other) != key_of(restore) &&
          other.path == restore.path)
        return true;
  return false;
}

bool refused(const Save& save, const Restore& restore) {
  return (save.result == Save::Result::hit_before || save.result == Save::Result::taken) &&
         (save.key.empty() || save.key == key_of(restore));
}

Findings judge_lock(const Facts& facts, const Profile& profile) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    for (const auto& restore : job.restores) {
      const auto save = std::find_if(job.saves.begin(), job.saves.end(),
                                     [&](const auto& one) { return refused(one, restore); });
      if (!restore.hit || !restore.bytes || save == job.saves.end()) continue;
      auto evidence = fmt::format("key {} holds {} and is not saved again", key_of(restore),
                                  size(*restore.bytes));
      const std::vector<Place> places{save->place, restore.place};
      if (!is_empty(restore, profile)) {
        findings.push_back(passed(&job, std::move(evidence), places));
        continue;
      }
      const bool again = was_empty_under_another_key(facts, restore, profile);
      if (again) evidence += "; archives under other keys are empty too";
      findings.push_back(failed(&job, again ? 0.75 : 0.9, std::move(evidence), places));
    }
  }
  return findings;
}

Findings judge_saved(const Facts& facts, const Profile& profile) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    for (const auto& save : job.saves) {
      if (save.result != Save::Result::stored || !save.bytes) continue;
      auto evidence = fmt::format("saved {} under key {}", size(*save.bytes), save.key);
      if (static_cast<double>(*save.bytes) < profile.empty_below)
        findings.push_back(failed(&job, 0.8, std::move(evidence), {save.place}));
      else
        findings.push_back(passed(&job, std::move(evidence), {save.place}));
    }
  }
  return findings;
}

Findings judge_paths(const Facts& facts, const Profile&) {
  Findings findings;
  for (const auto& job : facts.jobs)
    for (const auto& save : job.saves)
      if (save.result == Save::Result::nothing_there)
        findings.push_back(
            failed(&job, 0.85,
                   fmt::format("nothing was saved under key {}: {}", save.key,
                               save.error.empty() ? "the path does not exist" : save.error),
                   {save.place}));
  return findings;
}

/// A key that somebody else holds, without having been found by this job's restore.
Findings judge_reservation(const Facts& facts, const Profile&) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    for (const auto& save : job.saves) {
      if (save.result != Save::Result::taken || save.trouble == Trouble::denied) continue;
      // A service that could not answer the lookup is that trouble's, not a taken key.
      const bool explained =
          std::any_of(job.restores.begin(), job.restores.end(), [&](const auto& one) {
            return one.trouble != Trouble::none || (one.hit && key_of(one) == save.key);
          });
      if (explained || job.strategy) continue;
      findings.push_back(failed(
          &job, 0.4, fmt::format("key {} was not found by the restore, and is taken", save.key),
          {save.place}));
    }
  }
  return findings;
}

}  // namespace

Rules restore_rules() {
  return {
      {"empty-restore", "a restored archive holds more than an empty one",
       "The restore reports a hit and \"Cache Size: ~0 MB (198 B)\".",
       "Every restore is a hit and brings nothing, because an archive without content was saved "
       "and an entry of the Actions cache can never be overwritten: the empty one is locked to its "
       "key.",
       "Mend what carries the cache first (extract before saving, under the Dockerfile's mount "
       "ids), then bump the cache version so that a new key is used.",
       "bxbench run save-before-extract", judge_restore, true},
      {"key-locked", "a key that is not saved again holds a full archive",
       "\"Cache hit occurred on the primary key …, not saving cache.\" after a restore of a few "
       "hundred bytes, in every run.",
       "An entry of the Actions cache is never overwritten, and an exact hit saves nothing: the "
       "first archive under this key was empty and will stay.",
       "Bump the cache version in the key, once what made the archive empty is mended.",
       "bxbench run key-locked", judge_lock},
      {"empty-save", "a saved archive holds more than an empty one",
       "\"Cache saved\" with a size of a few hundred bytes.",
       "The folder was empty when it was saved: nothing was extracted to it yet, or to another "
       "folder, and the key is now locked to it.",
       "Save after the extraction and the folder that it fills, then bump the cache version.",
       "bxbench run save-before-extract", judge_saved},
      {"nothing-to-save", "the paths that are to be saved exist",
       "\"Path Validation Error: Path(s) specified in the action for caching do(es) not exist\".",
       "No step made the folder: the path is misspelt, relative to another directory, or the "
       "extraction did not run.",
       "Save the folder that the extraction fills, by an absolute path.",
       "bxbench run cache-elsewhere", judge_paths},
      {"key-taken", "a key that was not found is free to be saved",
       "\"Unable to reserve cache with key …, another job may be creating this cache.\"",
       "Another job of this run saves under the same key at the same time, or an entry of this "
       "key exists that this job cannot read: of another path list or compression.",
       "Give each job a key of its own (the matrix entry in it), and use the same path list "
       "wherever a key is shared.",
       "bxbench run key-taken", judge_reservation},
  };
}

}  // namespace bxbench::diagnosis
