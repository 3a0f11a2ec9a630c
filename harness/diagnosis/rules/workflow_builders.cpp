// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/version.hpp>
#include <harness/diagnosis/rules/families.hpp>
#include <harness/diagnosis/rules/lint.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace bxbench::diagnosis {
namespace {

/// The last builder that is made before a step; null: none is.
const BuilderSetup* builder_before(const PipelineJob& job, std::size_t order) {
  const BuilderSetup* last = nullptr;
  for (const auto& setup : job.setups)
    if (setup.order <= order) last = &setup;
  return last;
}

/// Whether a step before `order` may have done what it takes, unseen.
bool unread_before(const PipelineJob& job, std::size_t order) {
  return std::any_of(job.unread.begin(), job.unread.end(),
                     [&](std::size_t one) { return one < order; });
}

const std::string unread_step = "an action before it is not read here and may do what it takes";

/// The driver docker is no builder of its own.
const BuilderSetup* own_builder(const BuilderSetup* setup) {
  return setup != nullptr && setup->driver.text == "docker" ? nullptr : setup;
}

/// The selected one of a build that names none.
const BuilderSetup* selected_by(const PipelineJob& job, const BuildCall& build) {
  return build.by_daemon ? nullptr : builder_before(job, build.order);
}

/// The one that a text names: "${{ steps.buildx.outputs.name }}", or its name.
const BuilderSetup* builder_named(const PipelineJob& job, const std::string& text) {
  const auto found =
      std::find_if(job.setups.begin(), job.setups.end(), [&](const BuilderSetup& setup) {
        return (!setup.id.empty() && text.find("steps." + setup.id + ".") != std::string::npos) ||
               (!setup.name.empty() && setup.name == text);
      });
  return found == job.setups.end() ? nullptr : &*found;
}

std::string builder_word(const BuilderSetup* setup) {
  return setup == nullptr ? "the Docker daemon's own"
                          : fmt::format("the one of {}", in_line(setup->place));
}

Finding other_builder(const Dance& dance, const BuildCall& build, const BuilderSetup* built,
                      const BuilderSetup* carried) {
  auto finding =
      fault(fmt::format("the dance of step {} carries into {}{}, step {} builds in {}", dance.order,
                        dance.builder.empty() ? "the builder \"default\", that is " : "",
                        builder_word(carried), build.order, builder_word(built)),
            {dance.builder.empty() ? dance.place : dance.builder.place, build.place}, 0.85);
  if (built != nullptr)
    finding.correction = fmt::format(
        "{}builder: ${{{{ steps.{}.outputs.name }}}}",
        dance.builder.empty() ? indent(dance.place) + "  " : indent(dance.builder.place),
        built->id.empty() ? "buildx" : built->id);
  if (built != nullptr && built->id.empty())
    finding.correction += fmt::format("  # with `id: buildx` at {}", in_line(built->place));
  return finding;
}

/// Where a dance carries to; null: to the daemon's own builder, or to one that is not known.
const BuilderSetup* builder_of(const PipelineJob& job, const Dance& dance) {
  if (dance.builder.empty())
    return dance.follows_selected ? builder_before(job, dance.order) : nullptr;
  return dance.builder.text == "default" ? nullptr : builder_named(job, dance.builder.text);
}

/// Nothing: which builder one of them uses is not known, or nothing can be said for it.
std::optional<Finding> judge_pair(const PipelineJob& job, const Dance& dance,
                                  const BuildCall& build) {
  const auto& named = build.builder.text;
  const auto* built = named.empty() ? selected_by(job, build) : builder_named(job, named);
  const auto* carried = builder_of(job, dance);
  if (!named.empty() && built == nullptr) return std::nullopt;
  if (!dance.builder.empty() && dance.builder.text != "default" && carried == nullptr)
    return std::nullopt;
  const bool unread = named.empty() && built == nullptr && unread_before(job, build.order);
  built = own_builder(built);
  carried = own_builder(carried);
  if (built == carried) {
    if (unread) return std::nullopt;
    return sound("the dance and the build name the same builder", {dance.place});
  }
  auto finding = other_builder(dance, build, built, carried);
  if (unread) return undecided(std::move(finding), unread_step);
  if (dance.builder.empty() && !dance.release_known)
    return undecided(std::move(finding),
                     "releases before 3.2 carry into the selected builder, and which release it "
                     "is cannot be seen");
  return finding;
}

Findings judge_builder(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.workflow) return found;
  for (const auto& job : facts.workflow->jobs)
    for (const auto& dance : job.dances)
      for (const auto& build : job.builds)
        if (auto finding = judge_pair(job, dance, build)) found.push_back(std::move(*finding));
  return found;
}

Finding cannot_export(const PipelineJob& job, const BuildCall& build, const BuilderSetup* setup,
                      const Setting& cache_to) {
  if (setup != nullptr) {
    auto finding = fault(fmt::format("{} asks for the docker driver, which cannot export {}",
                                     in_line(setup->driver.place), cache_to.text),
                         {setup->driver.place, cache_to.place}, 0.9);
    finding.correction = with(setup->driver.place, "docker", "docker-container");
    return finding;
  }
  if (const auto* made = builder_before(job, build.order)) {
    auto finding =
        fault(fmt::format("step {} exports {} by `docker build`, which takes the Docker daemon's "
                          "own builder and not the one of {}: it cannot export",
                          build.order, cache_to.text, in_line(made->place)),
              {build.place, cache_to.place}, 0.9);
    const bool image = build.place.text.find("docker image build") != std::string::npos;
    finding.correction =
        with(build.place, image ? "docker image build" : "docker build", "docker buildx build");
    return finding;
  }
  auto finding = fault(fmt::format("step {} exports {} and no step makes a builder: the docker "
                                   "driver of a hosted runner cannot export it",
                                   build.order, cache_to.text),
                       {build.place, cache_to.place}, 0.9);
  finding.correction = "      - uses: docker/setup-buildx-action@v3";
  return finding;
}

Findings judge_driver(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.workflow) return found;
  for (const auto& job : facts.workflow->jobs)
    for (const auto& build : job.builds)
      for (const auto& [setting, spec] : build.to) {
        if (spec.type == "inline" || spec.type.empty() || !job.hosted) continue;
        const auto* named = builder_named(job, build.builder.text);
        if (!build.builder.empty() && named == nullptr) continue;
        const auto* setup = named != nullptr ? named : selected_by(job, build);
        if (own_builder(setup) != nullptr) {
          found.push_back(sound(fmt::format("builder of {}", in_line(setup->place))));
          continue;
        }
        auto finding = cannot_export(job, build, setup, setting);
        if (unread_before(job, build.order)) finding = undecided(std::move(finding), unread_step);
        found.push_back(std::move(finding));
      }
  return found;
}

/// Before the second version of the cache service (gha-cache-service: v3.4.0, v4.2.0).
bool is_old_cache_action(const std::string& version) {
  if (version == "v1" || version == "v2") return true;
  const auto read = version_of(version);
  if (!read) return false;
  return read->first < 3 || (read->first == 3 && read->second < 4) ||
         (read->first == 4 && read->second < 2);
}

bool is_before(const Setting& setting, int major, int minor) {
  const auto read = version_of(setting.text);
  return read && *read < std::pair(major, minor);
}

bool uses_service(const PipelineJob& job) {
  return std::any_of(job.builds.begin(), job.builds.end(), [](const BuildCall& build) {
    const auto gha = [](const CacheOption& option) { return option.spec.type == "gha"; };
    return std::any_of(build.to.begin(), build.to.end(), gha) ||
           std::any_of(build.from.begin(), build.from.end(), gha);
  });
}

Findings judge_versions(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.workflow) return found;
  const auto old = [&](const std::string& what, const Place& place, const std::string& version,
                       const std::string& now) {
    auto finding =
        fault(fmt::format("{} {} speaks to the first version of the cache service alone, which is "
                          "switched off",
                          what, version),
              {place}, 0.9);
    // Of an action that is pinned to a commit, the version stands in the comment alone.
    const auto pin = place.text.find('@');
    const bool in_comment = place.text.find('#') < place.text.find(version);
    finding.correction = in_comment && pin != std::string::npos
                             ? place.text.substr(0, pin + 1) + now
                             : with(place, version, now);
    found.push_back(std::move(finding));
  };
  for (const auto& job : facts.workflow->jobs) {
    for (const auto& cache : job.caches) {
      if (is_old_cache_action(cache.version))
        old("actions/cache", cache.place, cache.version, "v4");
      else if (!cache.version.empty())
        found.push_back(sound("actions/cache " + cache.version, {cache.place}));
    }
    if (!uses_service(job)) continue;
    for (const auto& setup : job.setups) {
      if (is_before(setup.version, 0, 21))
        old("Buildx", setup.version.place, setup.version.text, "latest");
      if (is_before(setup.image, 0, 20))
        old("BuildKit", setup.image.place, setup.image.text, "moby/buildkit:buildx-stable-1");
    }
  }
  return found;
}

/// Actions get the service's token from the runner, scripts do not.
Findings judge_token(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.workflow) return found;
  for (const auto& job : facts.workflow->jobs)
    for (const auto& build : job.builds) {
      if (build.kind != BuildCall::Kind::script || !job.hosted) continue;
      for (const auto* options : {&build.to, &build.from})
        for (const auto& [setting, spec] : *options) {
          if (spec.type != "gha" || !spec.field("token").empty()) continue;
          if (job.runtime_exposed) {
            found.push_back(sound("the runtime's token is exposed to scripts", {setting.place}));
            continue;
          }
          auto finding = fault(fmt::format("{} in a script: ACTIONS_RUNTIME_TOKEN is set for "
                                           "actions alone",
                                           setting.text),
                               {setting.place, build.place}, 0.9);
          finding.correction = "      - uses: crazy-max/ghaction-github-runtime@v3";
          if (unread_before(job, build.order)) finding = undecided(std::move(finding), unread_step);
          found.push_back(std::move(finding));
        }
      if (found.size() > 1 && found.back().evidence == found[found.size() - 2].evidence)
        found.pop_back();
    }
  return found;
}

Findings judge_permission(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.workflow) return found;
  for (const auto& job : facts.workflow->jobs) {
    if (!job.permissions) continue;
    const auto& scopes = job.permissions->scopes;
    const auto& place = job.permissions->place;
    const auto& own = job.own_registries;
    const auto granted = [&](const char* scope) {
      const auto own = scopes.find(scope), all = scopes.find("*");
      return own != scopes.end() ? own->second : all != scopes.end() ? all->second : "none";
    };
    for (const auto& build : job.builds)
      for (const auto& [setting, spec] : build.to) {
        const auto registry = registry_of(spec.place());
        if (spec.type != "registry" || std::find(own.begin(), own.end(), registry) == own.end())
          continue;
        if (granted("packages") == "write") {
          found.push_back(sound("packages: write is granted", {place}));
          continue;
        }
        auto finding = fault(fmt::format("permissions grant packages: {}, and {} is pushed to {} "
                                         "with the job's own token",
                                         granted("packages"), setting.text, registry),
                             {place, setting.place}, 0.8);
        finding.correction = fmt::format("{}packages: write", indent(place));
        found.push_back(std::move(finding));
      }
  }
  return found;
}

}  // namespace

Checks builder_checks() {
  return {
      {"wrong-builder", judge_builder},      {"driver-cannot-export", judge_driver},
      {"old-service", judge_versions},       {"token-invalid", judge_token},
      {"cache-read-only", judge_permission},
  };
}

}  // namespace bxbench::diagnosis
