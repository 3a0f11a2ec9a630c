// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/rules/families.hpp>
#include <harness/diagnosis/rules/troubles.hpp>
#include <harness/diagnosis/rules/words.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace bxbench::diagnosis {
namespace {

Findings judge_token(const Facts& facts, const Profile&) {
  return judge_trouble(facts, Trouble::token, 0.9);
}

Findings judge_denial(const Facts& facts, const Profile&) {
  return judge_trouble(facts, Trouble::denied, 0.88);
}

Findings judge_version(const Facts& facts, const Profile&) {
  return judge_trouble(facts, Trouble::old_service, 0.95);
}

Findings judge_availability(const Facts& facts, const Profile&) {
  return judge_trouble(facts, Trouble::unavailable, 0.85);
}

Findings judge_driver(const Facts& facts, const Profile&) {
  return judge_trouble(facts, Trouble::driver, 0.98);
}

/// Whether a job saved, or found, an archive of this key.
const Place* holds_key(const Job& job, const std::string& key) {
  for (const auto& save : job.saves)
    if (save.key == key && save.result == Save::Result::stored) return &save.place;
  for (const auto& restore : job.restores)
    if (restore.hit && key_of(restore) == key) return &restore.place;
  return nullptr;
}

bool is_default_branch(const std::string& ref) {
  return ref == "refs/heads/main" || ref == "refs/heads/master";
}

/// A key that an earlier job held, and that this one does not find although it could read it.
Findings judge_lost_keys(const Facts& facts, const Job& job) {
  Findings findings;
  for (const auto& restore : job.restores) {
    if (restore.hit || restore.key.empty() || !restore.error.empty()) continue;
    for (const auto& other : facts.jobs) {
      if (&other == &job) break;
      // Jobs of one run look before any of them has saved; bxbench runs its own one by one.
      if (other.run == job.run && !job.strategy) continue;
      if (other.ref != job.ref && !is_default_branch(other.ref)) continue;
      const auto* place = holds_key(other, restore.key);
      if (!place) continue;
      findings.push_back(
          failed(&job, 0.75,
                 fmt::format("key {} was there in {}, and is not found", restore.key, label(other)),
                 {restore.place, *place}));
      break;
    }
  }
  return findings;
}

Findings judge_eviction(const Facts& facts, const Profile&) {
  auto findings = judge_trouble(facts, Trouble::evicted, 0.9);
  for (auto& finding : judge_trouble(facts, Trouble::quota, 0.9))
    findings.push_back(std::move(finding));
  for (const auto& job : facts.jobs) {
    for (const auto& build : job.builds) {
      const auto gone = std::find_if(build.steps.begin(), build.steps.end(), [](const auto& step) {
        return step.miss && step.miss->kind == "evicted";
      });
      if (gone != build.steps.end())
        findings.push_back(failed(&job, 0.85, gone->miss->text, {gone->place}));
    }
    for (auto& finding : judge_lost_keys(facts, job))
      findings.push_back(std::move(finding));
  }
  return findings;
}

bool is_special(const std::string& ref) {
  return ref.starts_with("refs/tags/") || ref.starts_with("refs/pull/");
}

/// What the job looked for and did not find, where a ref decides what can be seen.
struct Missed {
  std::string name;
  std::string key{};  ///< of an archive; empty: layers
  const Place* place;
};

/// BuildKit imports a scope that holds nothing without a word: then no step is cached.
bool found_nothing(const Build& build, const Import& import) {
  if (!import.succeeded) return import.trouble == Trouble::not_found;
  return std::none_of(build.steps.begin(), build.steps.end(),
                      [](const auto& step) { return step.cached; });
}

std::vector<Missed> missed(const Job& job) {
  std::vector<Missed> all;
  for (const auto& restore : job.restores)
    if (!restore.hit && restore.error.empty() && !restore.key.empty())
      all.push_back({"key " + restore.key, restore.key, &restore.place});
  for (const auto& build : job.builds)
    for (const auto& import : build.imports)
      if (uses_actions_cache(import) && found_nothing(build, import))
        all.push_back({import.name, {}, &import.place});
  return all;
}

bool exported_to_actions(const Job& job) {
  return std::any_of(job.builds.begin(), job.builds.end(), [](const auto& build) {
    return std::any_of(build.exports.begin(), build.exports.end(), [](const auto& one) {
      return one.succeeded && (one.backend == "gha" || one.name.find("GitHub") != one.name.npos);
    });
  });
}

/// Another ref's job that had what this one misses, and that this one cannot read.
const Job* owner_elsewhere(const Facts& facts, const Job& job, const Missed& what) {
  for (const auto& other : facts.jobs) {
    if (&other == &job) break;
    if (other.ref == job.ref || !is_special(other.ref)) continue;
    if (what.key.empty() ? exported_to_actions(other) : holds_key(other, what.key) != nullptr)
      return &other;
  }
  return nullptr;
}

/// The first thing that another ref has; else, on a tag, the first that is missed.
std::optional<Finding> judge_misses(const Facts& facts, const Job& job) {
  const auto all = missed(job);
  if (all.empty() || job.ref.empty()) return std::nullopt;
  for (const auto& what : all)
    if (const auto* other = owner_elsewhere(facts, job, what))
      return failed(
          &job, 0.88,
          fmt::format("{} was saved by {}, which {} cannot read", what.name, other->ref, job.ref),
          {*what.place});
  if (!job.ref.starts_with("refs/tags/")) return std::nullopt;
  return undecided(&job,
                   fmt::format("{} was not found on {}: caches of other tags cannot be read",
                               all.front().name, job.ref),
                   {*all.front().place});
}

Findings judge_isolation(const Facts& facts, const Profile&) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    for (const auto& build : job.builds) {
      const auto apart = std::find_if(build.steps.begin(), build.steps.end(), [](const auto& step) {
        return step.miss && step.miss->kind == "out-of-scope";
      });
      if (apart != build.steps.end())
        findings.push_back(failed(&job, 0.9, apart->miss->text, {apart->place}));
    }
    if (auto finding = judge_misses(facts, job)) findings.push_back(std::move(*finding));
  }
  return findings;
}

}  // namespace

Rules service_rules() {
  return {
      {"driver-cannot-export", "the builder's driver can export the cache that is asked for",
       "\"Cache export is not supported for the docker driver.\"",
       "The docker driver without the containerd image store exports inline cache alone.",
       "Create a builder by docker/setup-buildx-action (docker-container), or switch the daemon to "
       "the containerd image store.",
       "", judge_driver},
      {"old-service", "the cache service speaks the protocol of the client",
       "Every restore and save fails within a second with status 422 or a notice that the legacy "
       "service is shutting down.",
       "GitHub switched off version 1 of its cache service; old actions/cache and BuildKit know no "
       "other.",
       "Use actions/cache@v4 or later, and BuildKit 0.20 with buildx 0.21 or later.",
       "bxbench run service-switched-off", judge_version},
      {"token-invalid", "the token for the cache service is set and valid",
       "\"401 Unauthorized\", \"ACTIONS_RUNTIME_TOKEN\" or \"token is expired\" at a cache step.",
       "The step does not get the runtime's token, or the build took longer than the token lives.",
       "Hand the runtime's variables to the step, log in before the build, and split builds that "
       "outlive their token.",
       "bxbench run token-trouble", judge_token},
      {"cache-read-only", "the job may write the cache that it exports",
       "The export fails with \"permission denied\", or actions/cache warns that the key could not "
       "be reserved.",
       "The token may read and not write: a pull request of a fork, or a workflow without "
       "packages: "
       "write.",
       "Export on the default branch alone, with ignore-error=true elsewhere; for a registry grant "
       "permissions: packages: write.",
       "bxbench run read-only-token", judge_denial},
      {"service-unavailable", "the cache service answers",
       "Status 429, 502 or 503, or a connection that is refused, at a cache step.",
       "The service is overloaded, limits the rate or cannot be reached from the builder.",
       "Run it again; export from fewer jobs, and with ignore-error=true, so that a cache fails no "
       "build.",
       "bxbench run unavailable-service", judge_availability},
      {"cache-step-failed", "restores and saves of the cache end well",
       "A warning \"Failed to restore: …\" or \"Failed to save: …\", and the job goes on.",
       "A cache step fails no job, whatever happened to it: an archive that cannot be unpacked, a "
       "disk that is full, a proxy in between.",
       "Look at the text that the step printed, above it, too.", "", judge_cache_steps},
      {"evicted", "what the cache's index names is still there",
       "A cache that worked is gone: a key that was saved is not found, or the build fails with "
       "\"failed to compute cache key … not found\".",
       "GitHub keeps 10 GB per repository and nothing that was not used for 7 days; BuildKit's "
       "index outlives blobs that were evicted, and so does a registry's manifest after garbage "
       "collection.",
       "Save less and fewer keys (one scope per image, not per commit), and build once without "
       "--cache-from when an index is broken.",
       "bxbench run eviction", judge_eviction},
      {"tag-isolation", "the job may read the cache that an earlier job saved",
       "A release on a new tag starts cold although the tag before was just built; a pull "
       "request's cache helps nobody else.",
       "The Actions cache keeps entries apart by Git ref: a run reads those of its own ref, of its "
       "base and of the default branch.",
       "Fill the cache on the default branch, or use a registry cache, which knows no refs.",
       "bxbench run tag-isolation", judge_isolation},
  };
}

}  // namespace bxbench::diagnosis
