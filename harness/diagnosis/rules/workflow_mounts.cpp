// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/rules/families.hpp>
#include <harness/diagnosis/rules/lint.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace bxbench::diagnosis {
namespace {

/// BuildKit takes a mount's id as a clean path.
std::string clean(std::string id) {
  while (id.size() > 1 && id.ends_with('/'))
    id.pop_back();
  return id;
}

bool is_open_id(const std::string& id) {
  return id.find('$') != std::string::npos;
}

const DockerMount* with_target(const std::vector<DockerMount>& mounts, const std::string& target) {
  const auto found = std::find_if(mounts.begin(), mounts.end(), [&](const DockerMount& mount) {
    return clean(mount.target) == clean(target);
  });
  return found == mounts.end() ? nullptr : &*found;
}

std::string named(const std::string& id, bool given) {
  return given ? "id " + id : "no id, so its target " + id;
}

std::string corrected(const CarriedMount& entry, const DockerMount& mount) {
  std::string options;
  if (mount.id_given) options += fmt::format(", \"id\": \"{}\"", mount.id);
  const auto colon = mount.owner.find(':'), blank = mount.owner.find(' ');
  if (!mount.owner.empty())
    options += fmt::format(", \"uid\": {}, \"gid\": {}", mount.owner.substr(0, colon),
                           mount.owner.substr(colon + 1, blank - colon - 1));
  if (blank != std::string::npos)
    options += fmt::format(", \"mode\": \"{}\"", mount.owner.substr(mount.owner.rfind(' ') + 1));
  return fmt::format("{}\"{}\": {{ \"target\": \"{}\"{} }}", indent(entry.place), entry.source,
                     mount.target, options);
}

const DockerMount* with_id(const std::vector<DockerMount>& mounts, const std::string& id) {
  const auto found = std::find_if(mounts.begin(), mounts.end(), [&](const DockerMount& mount) {
    return clean(mount.id) == clean(id);
  });
  return found == mounts.end() ? nullptr : &*found;
}

Finding judge_entry(const CarriedMount& entry, const std::vector<DockerMount>& mounts) {
  if (with_id(mounts, entry.id) != nullptr)
    return sound(fmt::format("{} carries the mount {}", entry.source, entry.id), {entry.place});
  if (const auto* mount = with_target(mounts, entry.target)) {
    auto finding =
        fault(fmt::format("{} is carried under {}; the Dockerfile's mount of {} has {} ({})",
                          entry.source, named(entry.id, entry.id_given), mount->target,
                          named(mount->id, mount->id_given), in_line(mount->place)),
              {entry.place, mount->place}, 0.95);
    finding.correction = corrected(entry, *mount);
    return finding;
  }
  auto finding =
      fault(fmt::format("{} is carried under {}; the Dockerfile has no cache mount of that name "
                        "or target",
                        entry.source, named(entry.id, entry.id_given)),
            {entry.place}, 0.9);
  if (mounts.size() == 1) {
    finding.places.push_back(mounts.front().place);
    finding.correction = corrected(entry, mounts.front());
  }
  return finding;
}

/// Names that hold variables of the build are left out: what they are is known when it runs.
std::vector<DockerMount> known_mounts(const DockerfileFacts& dockerfile) {
  auto mounts = dockerfile.mounts();
  std::erase_if(mounts, [](const auto& mount) { return is_open_id(mount.id); });
  return mounts;
}

Findings judge_ids(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.workflow || !facts.dockerfile) return found;
  const auto mounts = known_mounts(*facts.dockerfile);
  const bool open = mounts.size() < facts.dockerfile->mounts().size();
  for (const auto& job : facts.workflow->jobs)
    for (const auto& dance : job.dances)
      for (const auto& entry : dance.map) {
        if (is_open_id(entry.id)) continue;
        auto finding = judge_entry(entry, mounts);
        if (finding.outcome == Outcome::fail && open) finding.outcome = Outcome::inconclusive;
        found.push_back(std::move(finding));
      }
  return found;
}

std::string as_owner(const std::string& owner) {
  return owner.empty() ? "without an owner" : "for " + owner;
}

Findings judge_owners(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.workflow || !facts.dockerfile) return found;
  const auto mounts = known_mounts(*facts.dockerfile);
  for (const auto& job : facts.workflow->jobs)
    for (const auto& dance : job.dances)
      for (const auto& entry : dance.map) {
        const auto* mount = with_id(mounts, entry.id);
        if (mount == nullptr || (mount->owner.empty() && entry.owner.empty())) continue;
        if (mount->owner == entry.owner) {
          found.push_back(sound(fmt::format("{} is carried {}", entry.id, as_owner(entry.owner))));
          continue;
        }
        auto finding = fault(fmt::format("{} carries mount {} {}, the Dockerfile mounts it {} ({})",
                                         entry.source, entry.id, as_owner(entry.owner),
                                         as_owner(mount->owner), in_line(mount->place)),
                             {entry.place, mount->place}, 0.7);
        finding.correction = corrected(entry, *mount);
        found.push_back(std::move(finding));
      }
  return found;
}

Findings judge_twice(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.workflow) return found;
  for (const auto& job : facts.workflow->jobs)
    for (const auto& dance : job.dances) {
      if (!dance.map_error.empty())
        found.push_back(
            fault("the cache-map cannot be used: " + dance.map_error, {dance.place}, 0.95));
      for (auto one = dance.map.begin(); one != dance.map.end(); ++one)
        for (auto other = dance.map.begin(); other != one; ++other)
          if (clean(one->id) == clean(other->id))
            found.push_back(fault(fmt::format("{} and {} carry the same mount {}: each ends up "
                                              "with the content of both",
                                              other->source, one->source, one->id),
                                  {one->place, other->place}, 0.7));
      if (found.empty() && dance.map.size() > 1)
        found.push_back(sound(fmt::format("{} entries carry a mount each", dance.map.size())));
    }
  return found;
}

/// Jobs that carry mounts, or that build on a runner which lives on, need no finding.
Findings judge_carried(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.workflow || !facts.dockerfile) return found;
  const auto mounts = facts.dockerfile->mounts();
  if (mounts.empty()) return found;
  for (const auto& job : facts.workflow->jobs) {
    if (!job.hosted || job.builds.empty()) continue;
    const auto exporting = std::find_if(job.builds.begin(), job.builds.end(),
                                        [](const auto& build) { return !build.to.empty(); });
    if (job.dances.empty() && exporting != job.builds.end()) {
      auto finding =
          fault(fmt::format("the Dockerfile has {} cache mount(s), first {} ({}); cache-to exports "
                            "layers alone, and nothing carries the mounts to the next job",
                            mounts.size(), mounts.front().id, in_line(mounts.front().place)),
                {exporting->to.front().setting.place, mounts.front().place}, 0.6);
      found.push_back(std::move(finding));
    }
    for (const auto& dance : job.dances) {
      if (!dance.map_given || is_open_id(dance.place.text)) continue;
      for (const auto& mount : mounts) {
        const bool listed =
            std::any_of(dance.map.begin(), dance.map.end(), [&](const CarriedMount& entry) {
              return clean(entry.id) == clean(mount.id) ||
                     clean(entry.target) == clean(mount.target);
            });
        if (!listed && job.dances.size() == 1)
          found.push_back(fault(fmt::format("no entry of the cache-map carries the mount {} ({})",
                                            mount.id, in_line(mount.place)),
                                {dance.place, mount.place}, 0.5));
      }
    }
    if (found.empty() && !job.dances.empty())
      found.push_back(sound(fmt::format("{} cache mount(s) are carried", mounts.size())));
  }
  return found;
}

}  // namespace

Checks mount_checks() {
  return {
      {"identifier-mismatch", judge_ids},
      {"owner-mismatch", judge_owners},
      {"cache-map", judge_twice},
      {"mounts-not-exported", judge_carried},
  };
}

}  // namespace bxbench::diagnosis
