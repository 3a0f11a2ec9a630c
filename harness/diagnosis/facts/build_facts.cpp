// SPDX-License-Identifier: Apache-2.0
#include <harness/builder/cache_spec.hpp>
#include <harness/diagnosis/facts/build_facts.hpp>
#include <harness/diagnosis/facts/step_name.hpp>
#include <harness/progress/step.hpp>

#include <algorithm>
#include <array>

namespace bxbench::diagnosis {
namespace {

constexpr std::size_t mounts_kept = 500, names_kept = 2000;

/// Parts of paths by which tools' caches are known.
constexpr std::array<std::string_view, 12> cache_paths{
    "/go/pkg/mod", "go-build", "/.cache",  "ccache", "/.npm", "/cargo/registry",
    "/.cargo",     "/.m2",     "/.gradle", "yarn",   "pnpm",  "/var/cache"};

void note(const std::vector<std::string>& specs, std::vector<Name>& names) {
  for (const auto& text : specs) {
    if (names.size() >= names_kept) return;
    const auto spec = builder::read_spec(text);
    if (spec.blank) continue;  // which name is meant, and which one was taken, are two things
    if (spec.type == "gha") names.push_back({"scope", spec.place()});
    if (spec.type == "registry" && !spec.place().empty()) names.push_back({"ref", spec.place()});
  }
}

}  // namespace

bool is_dockerfile_step(std::string_view name) {
  progress::Vertex vertex;
  vertex.name = name;
  vertex.inputs.emplace_back();  // an ADD without any would be a download
  return progress::kind_of(vertex) == progress::StepKind::step;
}

bool is_of_carrier(std::string_view name) {
  return name.find("/var/dance-cache") != name.npos || name.find("COPY buildstamp") != name.npos;
}

bool tells_nothing(const Build& build) {
  return build.steps.empty() && build.imports.empty() && build.exports.empty() &&
         build.cache_from.empty() && build.cache_to.empty() && build.error.empty();
}

void find_mounts(Build& build) {
  for (const auto& step : build.steps) {
    for (auto& mount : mounts_of(step)) {
      const bool known = std::any_of(build.mounts.begin(), build.mounts.end(),
                                     [&](const auto& one) { return one.id == mount.id; });
      if (!known && build.mounts.size() < mounts_kept) build.mounts.push_back(std::move(mount));
    }
  }
}

Mount* mount_at(Build& build, std::string_view path) {
  const auto tidy = tidy_path(path);
  for (auto& mount : build.mounts)
    if (mount.target == tidy) return &mount;
  const bool likely = std::any_of(cache_paths.begin(), cache_paths.end(),
                                  [&](const auto& part) { return tidy.find(part) != tidy.npos; });
  if (!likely || build.mounts.size() >= mounts_kept) return nullptr;
  Mount mount;
  mount.target = tidy;
  mount.id_given = false;
  build.mounts.push_back(std::move(mount));
  return &build.mounts.back();
}

void note_names(const Build& build, Job& job) {
  note(build.cache_to, job.saved_under);
  note(build.cache_from, job.looked_up);
}

}  // namespace bxbench::diagnosis
