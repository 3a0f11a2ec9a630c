// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/rules/troubles.hpp>
#include <harness/diagnosis/rules/words.hpp>

#include <fmt/format.h>

namespace bxbench::diagnosis {
namespace {

/// One thing that went wrong, wherever a fact holds it.
struct Incident {
  const Job* job;
  Trouble trouble;
  std::string text;
  const Place* place;
};

void add(const Job& job, Trouble trouble, std::string text, const Place& place,
         std::vector<Incident>& all) {
  if (trouble != Trouble::none && trouble != Trouble::other)
    all.push_back({&job, trouble, std::move(text), &place});
}

/// The place of a cache, without the words of the vertex that brings it.
std::string named(std::string name) {
  for (const std::string_view words : {"importing cache manifest from ", "exporting to "})
    if (name.starts_with(words)) name.erase(0, words.size());
  return name.empty() ? "the cache" : name;
}

void add_of_build(const Job& job, const Build& build, std::vector<Incident>& all) {
  for (const auto& import : build.imports)
    add(job, import.trouble, fmt::format("the import of {}: {}", named(import.name), import.error),
        import.place, all);
  for (const auto& one : build.exports)
    add(job, one.trouble, fmt::format("the export to {}: {}", named(one.name), one.error),
        one.place, all);
  add(job, build.trouble, "the build: " + build.error, build.place, all);
}

std::vector<Incident> incidents(const Job& job) {
  std::vector<Incident> all;
  for (const auto& restore : job.restores)
    add(job, restore.trouble, fmt::format("the restore of key {}: {}", restore.key, restore.error),
        restore.place, all);
  for (const auto& save : job.saves)
    add(job, save.trouble, fmt::format("the save of key {}: {}", save.key, save.error), save.place,
        all);
  for (const auto& build : job.builds)
    add_of_build(job, build, all);
  for (const auto& remark : job.remarks)
    add(job, remark.trouble, remark.text, remark.place, all);
  return all;
}

}  // namespace

Findings judge_trouble(const Facts& facts, Trouble trouble, double weight) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    std::vector<Place> places;
    std::string first;
    std::size_t met = 0;
    for (auto& incident : incidents(job)) {
      if (incident.trouble != trouble) continue;
      if (met++ == 0) first = std::move(incident.text);
      if (places.size() < 5) places.push_back(*incident.place);
    }
    if (met == 0) continue;
    if (met > 1) first += fmt::format(" (and {} more)", met - 1);
    findings.push_back(failed(&job, weight, std::move(first), std::move(places)));
  }
  return findings;
}

Findings judge_cache_steps(const Facts& facts, const Profile&) {
  Findings findings;
  const auto tell = [&](const Job& job, const char* what, const std::string& key,
                        const std::string& error, const Place& place) {
    findings.push_back(
        failed(&job, 0.6, fmt::format("the {} of key {} failed: {}", what, key, error), {place}));
  };
  for (const auto& job : facts.jobs) {
    for (const auto& restore : job.restores)
      if (restore.trouble == Trouble::other || restore.trouble == Trouble::not_found)
        tell(job, "restore", restore.key, restore.error, restore.place);
    for (const auto& save : job.saves)
      if (save.result == Save::Result::failed &&
          (save.trouble == Trouble::other || save.trouble == Trouble::not_found))
        tell(job, "save", save.key, save.error, save.place);
  }
  return findings;
}

}  // namespace bxbench::diagnosis
