// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/version.hpp>
#include <harness/diagnosis/facts/workflow_parts.hpp>

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/predicate.hpp>
#include <boost/algorithm/string/trim.hpp>

#include <algorithm>
#include <array>
#include <cctype>

namespace bxbench::diagnosis {
namespace {

constexpr std::size_t commit_digits = 40;

Place place_of(const StepReader& reader) {
  const auto& step = reader.step;
  return reader.settings.place(step.uses.empty() ? step.at : step.uses.at);
}

std::vector<CacheOption> options(const StepReader& reader, std::string_view name) {
  std::vector<CacheOption> found;
  for (auto& line : reader.settings.lines(name))
    found.push_back(cache_option(std::move(line)));
  return found;
}

/// `set:` of docker/bake-action: "*.cache-to=type=gha".
void read_overrides(const StepReader& reader, BuildCall& build) {
  for (auto line : reader.settings.lines("set")) {
    const auto equals = line.text.find('=');
    if (equals == std::string::npos) continue;
    const auto name = boost::trim_copy(line.text.substr(0, equals));
    line.text.erase(0, equals + 1);
    if (name.ends_with(".cache-from")) build.from.push_back(cache_option(line));
    if (name.ends_with(".cache-to")) build.to.push_back(cache_option(line));
  }
}

/// "v3", which moves to the newest release of that number.
bool is_major(const std::string& version) {
  return version.size() > 1 && version.front() == 'v' &&
         std::all_of(version.begin() + 1, version.end(),
                     [](unsigned char one) { return std::isdigit(one) != 0; });
}

/// Actions that neither make builders nor set the Docker daemon up, or are read here.
bool is_known(const std::string& name) {
  static constexpr std::array owners{"actions/", "docker/", "aws-actions/",
                                     "google-github-actions/", "azure/"};
  if (name == "docker/setup-docker-action") return false;
  return name.find("buildkit-cache-dance") != std::string::npos ||
         name.ends_with("ghaction-github-runtime") ||
         std::any_of(owners.begin(), owners.end(),
                     [&](const char* owner) { return boost::istarts_with(name, owner); });
}

std::string without_caches(const StepReader& reader) {
  std::string all;
  for (const auto& field : reader.step.with) {
    const auto name = boost::to_lower_copy(field.name.text);
    if (name == "cache-from" || name == "cache-to") continue;
    all += reader.settings.resolve(field.value.text) + "\n";
  }
  return all;
}

}  // namespace

CacheOption cache_option(Setting setting) {
  auto text = setting.text;
  if (text.starts_with("${{")) {
    const auto begin = text.find("'type=");
    const auto end = begin == std::string::npos ? begin : text.find('\'', begin + 1);
    if (end == std::string::npos) return {std::move(setting), {}};
    text = text.substr(begin + 1, end - begin - 1);
  }
  auto spec = builder::read_spec(text);
  return {std::move(setting), std::move(spec)};
}

std::string action_name(const std::string& uses) {
  return uses.substr(0, uses.find('@'));
}

std::string action_version(const StepReader& reader) {
  const auto& uses = reader.step.uses;
  const auto at = uses.text.find('@');
  auto version = at == std::string::npos ? std::string{} : uses.text.substr(at + 1);
  if (version.size() != commit_digits) return version;
  const auto line = reader.settings.place(uses.at).text;
  const auto comment = line.find('#');
  return comment == std::string::npos ? std::string{} : boost::trim_copy(line.substr(comment + 1));
}

void read_cache_step(const StepReader& reader, PipelineJob& job) {
  const auto name = action_name(reader.step.uses.text);
  CacheStep cache;
  if (name == "actions/cache/restore")
    cache.kind = CacheStep::Kind::restore;
  else if (name == "actions/cache/save")
    cache.kind = CacheStep::Kind::save;
  else if (name != "actions/cache")
    return;
  cache.paths = reader.settings.lines("path");
  cache.key = reader.settings.input("key");
  cache.restore_keys = reader.settings.lines("restore-keys");
  cache.id = reader.step.id.text;
  cache.version = action_version(reader);
  cache.order = reader.order;
  cache.place = place_of(reader);
  job.caches.push_back(std::move(cache));
}

void read_dance(const StepReader& reader, PipelineJob& job) {
  const auto name = action_name(reader.step.uses.text);
  const auto at = name.find("buildkit-cache-dance");
  if (at == std::string::npos) return;
  Dance dance;
  if (name.ends_with("/inject")) dance.kind = Dance::Kind::inject;
  if (name.ends_with("/extract")) dance.kind = Dance::Kind::extract;
  const auto& settings = reader.settings;
  const auto release = action_version(reader);
  const auto version = version_of(release);
  const bool early = release == "v1" || release == "v2";
  dance.release_known = version || is_major(release);
  dance.follows_selected = early || (version && *version < std::pair(3, 2));
  const bool knows_cache_dir = !early && (!version || *version > std::pair(3, 2));
  if (knows_cache_dir) dance.cache_dir = settings.input("cache-dir");
  dance.dockerfile = settings.input("dockerfile");
  dance.builder = settings.input("builder");
  dance.condition = settings.setting(reader.step.condition);
  if (auto skips = settings.input("skip-extraction"); boost::iequals(skips.text, "true"))
    dance.skips_extraction = std::move(skips);
  dance.order = reader.order;
  dance.place = place_of(reader);
  const auto source = settings.input("cache-source"), target = settings.input("cache-target");
  if (!target.empty()) {
    const auto id = settings.input("cache-id");
    dance.map_given = true;
    dance.map.push_back({source.empty() ? "cache" : source.text, id.empty() ? target.text : id.text,
                         target.text, !id.empty(), "", target.place});
  }
  if (const auto* map = workflow::find(reader.step.with, "cache-map"))
    read_cache_map(reader, *map, dance);
  job.dances.push_back(std::move(dance));
}

void read_build_action(const StepReader& reader, PipelineJob& job) {
  const auto name = action_name(reader.step.uses.text);
  const bool bake = name == "docker/bake-action";
  if (!bake && name != "docker/build-push-action") return;
  const auto& settings = reader.settings;
  BuildCall build;
  build.kind = bake ? BuildCall::Kind::bake : BuildCall::Kind::action;
  build.from = options(reader, "cache-from");
  build.to = options(reader, "cache-to");
  if (bake) read_overrides(reader, build);
  build.file = settings.input("file");
  build.context = settings.input("context");
  build.target = settings.input("target");
  build.builder = settings.input("builder");
  build.tags = settings.lines("tags");
  build.build_args = settings.lines("build-args");
  build.inputs = without_caches(reader);
  build.order = reader.order;
  build.place = place_of(reader);
  job.builds.push_back(std::move(build));
}

void read_setup(const StepReader& reader, PipelineJob& job) {
  const auto name = action_name(reader.step.uses.text);
  const auto& settings = reader.settings;
  if (name.ends_with("ghaction-github-runtime")) job.runtime_exposed = true;
  if (name == "docker/login-action") {
    const auto password = boost::to_lower_copy(settings.input("password").text);
    if (password.find("secrets.github_token") != std::string::npos ||
        password.find("github.token") != std::string::npos)
      job.own_registries.push_back(settings.input("registry").text);
  }
  if (name != "docker/setup-buildx-action") return;
  BuilderSetup setup;
  setup.id = reader.step.id.text;
  setup.name = settings.input("name").text;
  setup.driver = settings.input("driver");
  setup.version = settings.input("version");
  setup.install = settings.input("install").text == "true";
  for (auto& option : settings.lines("driver-opts")) {
    if (!option.text.starts_with("image=")) continue;
    option.text.erase(0, std::string_view("image=").size());
    setup.image = std::move(option);
  }
  setup.order = reader.order;
  setup.place = place_of(reader);
  job.setups.push_back(std::move(setup));
}

void read_other_action(const StepReader& reader, PipelineJob& job) {
  for (const auto& field : reader.step.with)
    if (field.value.text.find("ACTIONS_RUNTIME_TOKEN") != std::string::npos)
      job.runtime_exposed = true;
  const auto name = action_name(reader.step.uses.text);
  if (!name.empty() && !is_known(name)) job.unread.push_back(reader.order);
}

}  // namespace bxbench::diagnosis
