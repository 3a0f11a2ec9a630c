// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/rules/families.hpp>
#include <harness/diagnosis/rules/lint.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace bxbench::diagnosis {
namespace {

std::vector<Setting> kept_paths(const PipelineJob& job) {
  std::vector<Setting> paths;
  for (const auto& cache : job.caches)
    paths.insert(paths.end(), cache.paths.begin(), cache.paths.end());
  return paths;
}

std::string names(const std::vector<Setting>& settings) {
  std::vector<std::string> texts;
  for (const auto& setting : settings)
    if (std::find(texts.begin(), texts.end(), setting.text) == texts.end())
      texts.push_back(setting.text);
  return fmt::format("{}", fmt::join(texts, ", "));
}

/// The path that a cache keeps and that the dance was told, else the first.
std::string wanted_directory(const std::vector<Setting>& paths, const Dance& dance) {
  if (!dance.cache_dir.empty())
    for (const auto& path : paths)
      if (covers(path.text, dance.cache_dir.text)) return directory(path.text);
  return directory(paths.front().text);
}

std::string corrected_map(const Dance& dance, const std::string& below) {
  auto text = dance.map.empty() ? std::string{} : indent(dance.map.front().place);
  const auto margin = text;
  text.clear();
  for (const auto& mount : dance.map) {
    const auto separator = &mount == &dance.map.back() ? "" : ",\n";
    const auto id = mount.id_given ? fmt::format(", \"id\": \"{}\"", mount.id) : "";
    text += fmt::format("{}\"{}/{}\": {{ \"target\": \"{}\"{} }}{}", margin, below,
                        directory(mount.source), mount.target, id, separator);
  }
  return text;
}

Finding written_elsewhere(const PipelineJob& job, const Dance& dance,
                          const DockerfileFacts* dockerfile) {
  const auto paths = kept_paths(job);
  const auto carried = directories(dance, dockerfile);
  std::vector<std::string> missed;
  for (const auto& one : carried)
    if (std::none_of(paths.begin(), paths.end(),
                     [&](const auto& path) { return covers(path.text, one); }))
      missed.push_back(one);
  const bool unsure =
      std::any_of(missed.begin(), missed.end(), is_open) ||
      std::any_of(paths.begin(), paths.end(), [](const auto& path) { return is_open(path.text); });
  if (missed.empty()) return sound(fmt::format("{} is kept", fmt::join(carried, ", ")));
  std::vector<Place> places{dance.place};
  if (!dance.map.empty()) places = {dance.map.front().place, dance.place};
  if (paths.empty()) {
    auto finding =
        fault(fmt::format("the dance of step {} carries {}, and no step of the job keeps it",
                          dance.order, fmt::join(missed, ", ")),
              places, 0.85);
    return job.partial ? undecided(std::move(finding), "a job that uses this action may") : finding;
  }
  places.push_back(paths.front().place);
  auto finding =
      fault(fmt::format("the dance of step {} writes to {} in the workspace; kept is {}{}",
                        dance.order, fmt::join(missed, ", "), names(paths),
                        dance.map_given && !dance.cache_dir.empty()
                            ? "; cache-dir counts only when there is no cache-map"
                            : ""),
            places, 0.85);
  if (unsure) {
    finding.outcome = Outcome::inconclusive;
    finding.evidence += "; whether they are the same is known only when it runs";
    return finding;
  }
  const auto below = wanted_directory(paths, dance);
  finding.correction = dance.map_given
                           ? corrected_map(dance, below)
                           : fmt::format("{}  cache-dir: {}", indent(dance.place), below);
  return finding;
}

Findings judge_written_elsewhere(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.workflow) return found;
  for (const auto& job : facts.workflow->jobs)
    for (const auto& dance : job.dances) {
      if (!directories(dance, facts.dockerfile.get()).empty())
        found.push_back(written_elsewhere(job, dance, facts.dockerfile.get()));
    }
  return found;
}

bool is_relative(const std::string& path) {
  return !path.starts_with('/') && !path.starts_with('~') && !path.starts_with("${{") &&
         !path.starts_with('$');
}

Findings judge_relative(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.workflow) return found;
  for (const auto& job : facts.workflow->jobs)
    for (const auto& dance : job.dances) {
      const auto& setting = dance.cache_dir;
      if (setting.empty() || dance.map_given) continue;
      if (!is_relative(setting.text)) {
        found.push_back(sound(fmt::format("cache-dir {} is absolute", setting.text)));
        continue;
      }
      auto finding =
          fault(fmt::format("cache-dir {} is relative: where it is, the step decides that reads it",
                            setting.text),
                {setting.place, dance.place}, 0.2);
      finding.correction = fmt::format("{}cache-dir: ${{{{ github.workspace }}}}/{}",
                                       indent(setting.place), directory(setting.text));
      found.push_back(std::move(finding));
    }
  return found;
}

std::string dockerfile_of(const std::string& given) {
  const auto file = directory(given);
  return file == "." ? "Dockerfile" : file;
}

Findings judge_dockerfile(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.workflow) return found;
  for (const auto& job : facts.workflow->jobs)
    for (const auto& dance : job.dances) {
      if (dance.map_given || job.builds.empty()) continue;
      const auto read = dockerfile_of(dance.dockerfile.text);
      std::vector<std::string> built;
      for (const auto& build : job.builds) {
        auto file = dockerfile_of(build.file.text);
        const auto context = directory(build.context.text);
        if (build.file.empty() && context != "." && !is_open(context)) file = context + "/" + file;
        built.push_back(file);
      }
      if (is_open(read) || std::any_of(built.begin(), built.end(), is_open)) continue;
      if (std::find(built.begin(), built.end(), read) != built.end()) {
        found.push_back(sound(fmt::format("the dance reads {}, which is built", read)));
        continue;
      }
      auto finding = fault(fmt::format("the dance of step {} takes its mounts from {}; built is {}",
                                       dance.order, read, fmt::join(built, ", ")),
                           {dance.dockerfile.empty() ? dance.place : dance.dockerfile.place,
                            job.builds.front().place},
                           0.8);
      finding.correction =
          fmt::format("{}dockerfile: {}", indent(finding.places.front()), built.front());
      found.push_back(std::move(finding));
    }
  return found;
}

}  // namespace

Checks place_checks() {
  return {
      {"cache-elsewhere", judge_written_elsewhere},
      {"relative-cache-dir", judge_relative},
      {"other-dockerfile", judge_dockerfile},
  };
}

}  // namespace bxbench::diagnosis
