// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/rules/words.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <string_view>

namespace bxbench::diagnosis {
namespace {

Finding finding(const Job* job, Outcome outcome, std::string evidence, std::vector<Place> places) {
  std::erase_if(places, [](const auto& place) { return place.file.empty() && place.line == 0; });
  Finding made;
  made.outcome = outcome;
  made.evidence = std::move(evidence);
  made.places = std::move(places);
  if (job) made.job = label(*job);
  return made;
}

/// A log that does not tell its job's name has that of its file.
bool is_named(const Job& job) {
  return !job.name.empty() && job.name != std::filesystem::path(job.run).stem().string();
}

}  // namespace

Finding failed(const Job* job, double weight, std::string evidence, std::vector<Place> places) {
  auto made = finding(job, Outcome::fail, std::move(evidence), std::move(places));
  made.weight = weight;
  return made;
}

Finding passed(const Job* job, std::string evidence, std::vector<Place> places) {
  return finding(job, Outcome::pass, std::move(evidence), std::move(places));
}

Finding undecided(const Job* job, std::string evidence, std::vector<Place> places) {
  return finding(job, Outcome::inconclusive, std::move(evidence), std::move(places));
}

bool is_empty(const Restore& restore, const Profile& profile) {
  return restore.hit && restore.bytes && static_cast<double>(*restore.bytes) < profile.empty_below;
}

bool is_full(const Restore& restore, const Profile& profile) {
  return restore.hit && restore.bytes && !is_empty(restore, profile);
}

bool is_empty(const Mount& mount, const Profile& profile) {
  const auto limit = mount.by_du ? profile.du_empty_below : profile.mount_empty_below;
  return mount.before && static_cast<double>(*mount.before) < limit;
}

bool is_empty(const Directory& directory, const Profile& profile) {
  return static_cast<double>(directory.bytes) < profile.du_empty_below;
}

const std::string& key_of(const Restore& restore) {
  return restore.matched_key.empty() ? restore.key : restore.matched_key;
}

std::string size(Bytes bytes) {
  if (bytes < 1'000'000) return fmt::format("{} bytes", bytes);
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

std::string time(double seconds) {
  return seconds < 10 ? fmt::format("{:.1f} s", seconds) : fmt::format("{:.0f} s", seconds);
}

std::string describe(const Mount& mount) {
  const auto& name = mount.id.empty() ? mount.target : mount.id;
  if (!mount.before) return fmt::format("nobody looked into mount {}", name);
  return fmt::format("mount {} held {} before the build", name, size(*mount.before));
}

std::string count(std::uint64_t number, const char* thing) {
  return fmt::format("{} {}{}", number, thing, number == 1 ? "" : "s");
}

std::string label(const Job& job) {
  if (job.run.empty() || job.run == job.name) return job.name;
  return job.name.empty() ? job.run : fmt::format("{} of {}", job.name, job.run);
}

const Job* earlier(const Facts& facts, const Job& job) {
  std::map<std::string_view, std::size_t> jobs_of_run;
  const auto alone = [&](const Job& any) {
    if (jobs_of_run.empty())
      for (const auto& other : facts.jobs)
        ++jobs_of_run[other.run];
    return jobs_of_run[any.run] == 1;
  };
  const auto same = [&](const Job& other) {
    if (job.run == other.run) return false;
    if (job.name == other.name) return true;
    return (!is_named(job) || !is_named(other)) && alone(job) && alone(other);
  };
  const auto end = facts.jobs.begin() + (&job - facts.jobs.data());  // `job` is one of them
  const auto found = std::find_if(std::make_reverse_iterator(end), facts.jobs.rend(), same);
  return found == facts.jobs.rend() ? nullptr : &*found;
}

bool found_something(const Job& job) {
  const auto imported = [](const Build& build) {
    const bool cached = std::any_of(build.steps.begin(), build.steps.end(),
                                    [](const auto& step) { return step.cached; });
    return std::any_of(build.imports.begin(), build.imports.end(), [&](const auto& import) {
      // BuildKit tells an import from a scope without any entry to be done, too.
      return import.succeeded && (cached || !uses_actions_cache(import));
    });
  };
  return std::any_of(job.restores.begin(), job.restores.end(),
                     [](const auto& one) { return one.hit; }) ||
         std::any_of(job.builds.begin(), job.builds.end(), imported);
}

bool has_predecessor(const Facts& facts, const Job& job) {
  return earlier(facts, job) || found_something(job);
}

bool builds_another_image(const Build& one, const Build& other) {
  std::set<std::string> commands;
  for (const auto& step : one.steps)
    if (step.command.starts_with("RUN ")) commands.insert(step.command);
  return !commands.empty() &&
         std::none_of(other.steps.begin(), other.steps.end(),
                      [&](const auto& step) { return commands.contains(step.command); });
}

bool uses_actions_cache(const Import& import) {
  return import.backend == "gha" || import.name.starts_with("gha:");
}

}  // namespace bxbench::diagnosis
