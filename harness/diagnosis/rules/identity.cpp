// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/step_name.hpp>
#include <harness/diagnosis/rules/families.hpp>
#include <harness/diagnosis/rules/words.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>

namespace bxbench::diagnosis {
namespace {

using Names = std::set<std::string>;

/// The names of one kind, saved and looked up.
struct Comparison {
  std::string kind;
  Names saved, looked_up;
  std::vector<Place> places{};
  bool shared = false;  ///< of mounts: a carrier gives the content of several one id
};

Names difference(const Names& names, const Names& others) {
  Names rest;
  std::set_difference(names.begin(), names.end(), others.begin(), others.end(),
                      std::inserter(rest, rest.end()));
  return rest;
}

/// Each mount needs its own cache, so that every id must have been saved. Of scopes, refs and keys
/// a job may try several, one after the other: one that was saved is enough. Of a log it is not
/// known which mounts are meant to be carried: there a carrier that fits no mount is the mistake.
bool mismatches(const Comparison& names, bool from_log) {
  const auto unknown = difference(names.looked_up, names.saved);
  if (names.kind != "mount id") return unknown.size() == names.looked_up.size();
  if (from_log)
    return !difference(names.saved, names.looked_up).empty() || (names.shared && !unknown.empty());
  return !unknown.empty();
}

/// Both sides of a mismatch; names that agree are left out.
std::string describe_mismatch(const Comparison& names) {
  auto saved = difference(names.saved, names.looked_up);
  auto looked_up = difference(names.looked_up, names.saved);
  if (saved.empty()) saved = names.saved;
  if (looked_up.empty()) looked_up = names.looked_up;
  return fmt::format("saved under {0} {1}, looked up under {0} {2}", names.kind,
                     fmt::join(saved, ", "), fmt::join(looked_up, ", "));
}

std::string describe_match(const Comparison& names) {
  return fmt::format("looked up under {} {} as it was saved", names.kind,
                     fmt::join(names.looked_up, ", "));
}

struct Explanation {
  std::string_view kind;
  const char *cause, *fix;
};

constexpr std::array explanations{
    Explanation{"mount id",
                "The build finds an empty cache mount although an earlier job saved one, because "
                "BuildKit keeps one mount per id and what carries it names another id than the "
                "Dockerfile.",
                "Give the carrier the id of the Dockerfile's --mount=type=cache; a mount without "
                "an id has its target path as id."},
    Explanation{"scope",
                "The build imports nothing although an earlier job exported its cache, because "
                "--cache-from names another scope than --cache-to did.",
                "Use one scope in both, or add the scope that was written as a further "
                "--cache-from."},
    Explanation{"ref",
                "The build imports nothing although an earlier job exported its cache, because "
                "--cache-from names another ref than --cache-to did.",
                "Use one ref in both, or add the ref that was written as a further --cache-from."},
    Explanation{"key",
                "The lookup misses although an earlier job saved an archive, because restore and "
                "save make their keys from different parts.",
                "Make both keys alike, or add the part that they share as a restore key."},
};

/// Cause and fix of each kind that does not agree.
void explain(const std::vector<Comparison>& mismatched, Finding& finding) {
  std::vector<std::string> causes, fixes;
  for (const auto& names : mismatched) {
    const auto known = std::find_if(explanations.begin(), explanations.end(),
                                    [&](const auto& one) { return one.kind == names.kind; });
    if (known != explanations.end()) {
      causes.emplace_back(known->cause);
      fixes.emplace_back(known->fix);
      continue;
    }
    causes.push_back(
        fmt::format("The cache is not found although an earlier job saved one, because it is "
                    "looked up under another {}.",
                    names.kind));
    fixes.push_back(fmt::format("Use one {} for both.", names.kind));
  }
  finding.cause = fmt::format("{}", fmt::join(causes, " "));
  finding.fix = fmt::format("{}", fmt::join(fixes, " "));
}

std::string tell(const std::vector<Comparison>& all, std::string (*say)(const Comparison&)) {
  std::vector<std::string> parts;
  std::transform(all.begin(), all.end(), std::back_inserter(parts), say);
  return fmt::format("{}", fmt::join(parts, "; "));
}

/// Ids of a log: what the carrier named, and what the steps of the builds declare.
void add_mounts(const Job& job, std::map<std::string, Comparison>& by_kind) {
  auto& names = by_kind["mount id"];
  std::map<std::string, std::string> targets;
  for (const auto& carry : job.carries) {
    if (carry.id.empty()) continue;
    names.saved.insert(carry.id);
    const auto [first, added] = targets.try_emplace(carry.id, carry.target);
    names.shared = names.shared || (!added && first->second != carry.target);
    names.places.push_back(carry.place);
  }
  for (const auto& build : job.builds)
    for (const auto& mount : build.mounts) {
      if (mount.id.empty()) continue;
      names.looked_up.insert(mount.id);
      names.places.push_back(mount.place);
    }
}

/// Whether every mount of the Dockerfile is known: a step that BuildKit never came to may be one
/// that the log does not have, as those below it.
bool has_every_mount(const Job& job) {
  return std::none_of(job.builds.begin(), job.builds.end(), [](const auto& build) {
    return build.failed || !build.error.empty() ||
           std::any_of(build.steps.begin(), build.steps.end(), [](const auto& step) {
             return (!step.cached && !step.ran) || ends_within_flags(step);
           });
  });
}

/// Whether an import from a cache of that kind brought something, under whatever name it was saved.
bool was_imported(const Job& job, std::string_view kind) {
  const auto brings = [&](const Build& build, const Import& import) {
    if (!import.succeeded) return false;
    if (kind == "ref") return import.backend == "registry";
    // BuildKit tells an import from a scope without any entry to be done, too.
    return kind == "scope" && uses_actions_cache(import) &&
           std::any_of(build.steps.begin(), build.steps.end(),
                       [](const auto& step) { return step.cached; });
  };
  return std::any_of(job.builds.begin(), job.builds.end(), [&](const auto& build) {
    return std::any_of(build.imports.begin(), build.imports.end(),
                       [&](const auto& import) { return brings(build, import); });
  });
}

/// What was saved by any job: of a log the names that exports were called with.
std::vector<Comparison> comparisons(const Facts& facts, const Job& job) {
  std::map<std::string, Comparison> by_kind;
  for (const auto& other : facts.jobs)
    if (&other == &job || !job.strategy)
      for (const auto& [kind, value] : other.saved_under)
        by_kind[kind].saved.insert(value);
  for (const auto& [kind, value] : job.looked_up)
    by_kind[kind].looked_up.insert(value);
  if (!job.strategy && has_every_mount(job)) add_mounts(job, by_kind);
  std::vector<Comparison> complete;
  for (auto& [kind, names] : by_kind) {
    if (names.saved.empty() || names.looked_up.empty()) continue;
    names.kind = kind;
    if (!job.strategy && mismatches(names, true) && was_imported(job, kind)) continue;
    complete.push_back(std::move(names));
  }
  return complete;
}

Findings judge_identifiers(const Facts& facts, const Profile&) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    const auto compared = comparisons(facts, job);
    if (compared.empty()) continue;
    std::vector<Comparison> wrong;
    std::copy_if(compared.begin(), compared.end(), std::back_inserter(wrong),
                 [&](const auto& names) { return mismatches(names, !job.strategy); });
    if (wrong.empty()) {
      findings.push_back(passed(&job, tell(compared, describe_match)));
      continue;
    }
    auto finding = failed(&job, 0.98, tell(wrong, describe_mismatch), wrong.front().places);
    explain(wrong, finding);
    findings.push_back(std::move(finding));
  }
  return findings;
}

/// The declared mount that a carrier means, by id or by target; null: none.
const Mount* meant_by(const Carry& carry, const Job& job) {
  for (const auto& build : job.builds)
    for (const auto& mount : build.mounts)
      if (mount.id == carry.id) return &mount;
  return nullptr;
}

Findings judge_owners(const Facts& facts, const Profile&) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    for (const auto& carry : job.carries) {
      const auto* mount = carry.id.empty() ? nullptr : meant_by(carry, job);
      if (!mount || (mount->owner.empty() && carry.owner.empty())) continue;
      const auto named = [](const std::string& owner) { return owner.empty() ? "root" : owner; };
      auto evidence =
          fmt::format("mount {} belongs to {} in the Dockerfile and to {} in the carrier",
                      mount->id, named(mount->owner), named(carry.owner));
      if (mount->owner == carry.owner)
        findings.push_back(passed(&job, std::move(evidence), {carry.place}));
      else
        findings.push_back(failed(&job, 0.8, std::move(evidence), {carry.place, mount->place}));
    }
  }
  return findings;
}

}  // namespace

Rules identity_rules() {
  return {
      {"identifier-mismatch", "the cache is looked up under a name that it was saved under",
       "Everything reports success, and every build starts cold: the carrier is done in a second, "
       "or the import finds nothing.",
       "What saves the cache and what looks it up name different ids, scopes, refs or keys.",
       "Use one name on both sides; a cache mount without id= has its target path as id.",
       "bxbench run id-missing-in-map", judge_identifiers, true},
      {"owner-mismatch", "a mount is carried for the user that the build runs as",
       "The content is there and the step cannot write to it, or finds an empty mount.",
       "BuildKit keeps cache mounts of different uid and gid apart, and the carrier names another "
       "owner than the Dockerfile.",
       "Give the carrier the uid and gid of the Dockerfile's --mount=type=cache.",
       "bxbench run 'owner-mismatch*'", judge_owners},
  };
}

}  // namespace bxbench::diagnosis
