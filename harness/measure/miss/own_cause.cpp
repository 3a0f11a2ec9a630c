// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/miss/image_name.hpp>
#include <harness/measure/miss/inputs.hpp>
#include <harness/measure/miss/kinds.hpp>
#include <harness/measure/miss/own_cause.hpp>
#include <harness/measure/miss/partners.hpp>

#include <boost/algorithm/string/predicate.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace bxbench::measure {
namespace {

using dockerfile::Stage;
using dockerfile::Step;

/// The step of the earlier stage that this one was: at the same distance from the beginning up to
/// the first difference, then at the same distance from the end.
const Step* counterpart(const Stage& before, const Stage& now, std::size_t at) {
  std::size_t same = 0;
  while (same < before.steps.size() && same < now.steps.size() &&
         same_text(before.steps[same], now.steps[same]))
    ++same;
  if (at <= same) return at < before.steps.size() ? &before.steps[at] : nullptr;
  const auto from_end = now.steps.size() - at;
  if (from_end > before.steps.size()) return nullptr;
  const auto& other = before.steps[before.steps.size() - from_end];
  return same_text(other, now.steps[at]) ? &other : nullptr;
}

std::string shortened(const std::string& text) {
  constexpr std::size_t longest = 80;
  if (text.size() <= longest) return text;
  auto end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
    --end;
  return text.substr(0, end) + "…";
}

std::string shown(const dockerfile::Variables& variables, const std::string& name) {
  const auto found = variables.find(name);
  return found == variables.end() ? "unset" : fmt::format("'{}'", shortened(found->second));
}

bool differ(const dockerfile::Variables& a, const dockerfile::Variables& b,
            const std::string& name) {
  const auto left = a.find(name), right = b.find(name);
  if (left == a.end() || right == b.end()) return (left == a.end()) != (right == b.end());
  return left->second != right->second;
}

/// The names that a step's result depends on, of those that either build knows.
std::vector<std::string> variables_of(const Step& before, const Step& now) {
  std::set<std::string> all;
  for (const auto* step : {&before, &now})
    for (const auto* variables : {&step->arguments, &step->environment})
      for (const auto& [name, value] : *variables)
        all.insert(name);
  if (now.instruction.keyword == "RUN") return {all.begin(), all.end()};
  const auto used =
      dockerfile::names_in(dockerfile::in_words(now.instruction) + now.instruction.here);
  std::vector<std::string> both;
  std::set_intersection(all.begin(), all.end(), used.begin(), used.end(), std::back_inserter(both));
  return both;
}

/// A build argument that differs and that no ENV hides.
std::optional<Miss> argument_cause(const Step& before, const Step& now) {
  std::vector<std::string> changed;
  for (const auto& name : variables_of(before, now)) {
    const bool hidden = now.environment.contains(name) || before.environment.contains(name);
    if (!hidden && differ(before.arguments, now.arguments, name)) changed.push_back(name);
  }
  if (changed.empty()) return std::nullopt;
  std::string text;
  for (const auto& name : changed)
    text += fmt::format("{}{} went from {} to {}", text.empty() ? "" : ", ", name,
                        shown(before.arguments, name), shown(now.arguments, name));
  return Miss{miss::argument_changed, changed.front(),
              fmt::format("build argument {}; every RUN below its ARG depends on it", text)};
}

Miss instruction_miss(const std::string& before, const std::string& now) {
  auto text = before.empty() ? fmt::format("'{}' is new", shortened(now))
              : now.empty()
                  ? fmt::format("'{}' is gone", shortened(before))
                  : fmt::format("it was '{}' and is '{}'", shortened(before), shortened(now));
  return {miss::instruction_changed, now.empty() ? before : now, std::move(text)};
}

/// The settings of one kind, "USER" say; an empty kind means all.
std::vector<std::string> settings(const Step& step, const std::string& keyword) {
  std::vector<std::string> found;
  for (const auto& one : step.settings)
    if (one.starts_with(keyword)) found.push_back(one);
  return found;
}

bool sets(const std::string& setting, const std::string& name) {
  if (!setting.starts_with("ENV ")) return false;
  const auto said = dockerfile::words(setting.substr(4));
  if (!said.empty() && said[0] == name) return true;
  return std::any_of(said.begin(), said.end(),
                     [&](const auto& word) { return word.starts_with(name + "="); });
}

/// What a variable is made of, followed through the ENV instructions that set it.
struct Origin {
  std::set<std::string> names;
  std::vector<std::string> settings;
};

Origin origin_of(const Step& step, const std::string& name) {
  Origin origin{{name}, {}};
  for (std::size_t known = 0; known != origin.names.size();) {
    known = origin.names.size();
    origin.settings.clear();
    for (const auto& setting : step.settings) {
      const auto& names = origin.names;
      if (std::none_of(names.begin(), names.end(), [&](auto& one) { return sets(setting, one); }))
        continue;
      origin.settings.push_back(setting);
      origin.names.merge(dockerfile::names_in(setting));
    }
  }
  return origin;
}

/// A variable of ENV that the step depends on and that has another value, or the build argument
/// that is behind it when the ENV is written as it was.
std::optional<Miss> variable_cause(const Step& before, const Step& now) {
  for (const auto& name : variables_of(before, now)) {
    if (!differ(before.environment, now.environment, name)) continue;
    const auto was = origin_of(before, name), is = origin_of(now, name);
    for (const auto& argument : is.names)
      if (was.settings == is.settings && differ(before.arguments, now.arguments, argument))
        return Miss{
            miss::argument_changed, argument,
            fmt::format("build argument {} went from {} to {}; ENV {} is made of it", argument,
                        shown(before.arguments, argument), shown(now.arguments, argument), name)};
    return Miss{miss::instruction_changed, "ENV " + name,
                fmt::format("ENV {} went from {} to {}", name, shown(before.environment, name),
                            shown(now.environment, name))};
  }
  return std::nullopt;
}

std::optional<Miss> other_settings(const Step& before, const Step& now, const std::string& kind) {
  const auto was = settings(before, kind), is = settings(now, kind);
  if (was == is) return std::nullopt;
  const auto [old, changed] = std::mismatch(was.begin(), was.end(), is.begin(), is.end());
  return instruction_miss(old == was.end() ? "" : *old, changed == is.end() ? "" : *changed);
}

/// All settings act on RUN, USER on WORKDIR, ENV on the others through the variables that they use.
std::optional<Miss> setting_cause(const Step& before, const Step& now) {
  const auto& keyword = now.instruction.keyword;
  if (keyword == "RUN")
    if (auto miss = other_settings(before, now, "")) return miss;
  if (auto miss = variable_cause(before, now)) return miss;
  return keyword == "WORKDIR" ? other_settings(before, now, "USER ") : std::nullopt;
}

std::optional<Miss> image_cause(const ReadBuild& before, const ReadBuild& now,
                                const std::string& image) {
  const auto name = familiar(image);
  const auto was = before.record.bases.find(name), is = now.record.bases.find(name);
  if (was == before.record.bases.end() || is == now.record.bases.end()) return std::nullopt;
  if (was->second == is->second) return std::nullopt;
  return Miss{miss::base_changed, image,
              fmt::format("image {} was {:.19} and is {:.19}", image, was->second, is->second)};
}

/// COPY and ADD with --link make a layer of their own, which is then merged with those below.
bool stands_alone(const Step& step, Place place) {
  const auto& flags = step.instruction.flags;
  const bool linked = std::any_of(flags.begin(), flags.end(), [](const auto& one) {
    return boost::iequals(one, "--link") || boost::iequals(one, "--link=true");
  });
  return linked && !place.merges && dockerfile::flag(step.instruction, "chmod").empty();
}

/// Whether a stage is FROM what it was from, whatever that stage is called or image is spelled.
bool same_base(const ReadBuild& before, const ReadBuild& now, std::size_t old, std::size_t stage) {
  const auto &was = before.stages[old], &is = now.stages[stage];
  if (was.base_stage < 0 || is.base_stage < 0)
    return was.base_stage == is.base_stage && familiar(was.base) == familiar(is.base);
  const auto partner =
      stage_partners(before.stages, now.stages)[static_cast<std::size_t>(is.base_stage)];
  return !partner || *partner == static_cast<std::size_t>(was.base_stage);
}

std::optional<Miss> copied_image_cause(const ReadBuild& before, const ReadBuild& now,
                                       const Step& step) {
  for (const auto& image : step.from)
    if (auto miss = image_cause(before, now, image)) return miss;
  return std::nullopt;
}

/// The first step of a stage builds on the image below it.
std::optional<Miss> base_cause(const ReadBuild& before, const ReadBuild& now, Place place) {
  const auto& stage = now.stages[place.stage];
  if (place.step != 0 || stands_alone(stage.steps[place.step], place)) return std::nullopt;
  const auto old = stage_before(before, now, place);
  if (old && !same_base(before, now, *old, place.stage))
    return Miss{miss::base_changed, stage.base,
                fmt::format("FROM named {} and names {}", before.stages[*old].base, stage.base)};
  // Above a stage with steps of its own it is those that the base acts on.
  for (auto below = stage.base_stage; below >= 0;) {
    const auto& one = now.stages[static_cast<std::size_t>(below)];
    if (!one.steps.empty()) return std::nullopt;
    below = one.base_stage;
  }
  return stage_base_cause(before, now, place);
}

}  // namespace

std::optional<std::size_t> stage_before(const ReadBuild& before, const ReadBuild& now,
                                        Place place) {
  return stage_partners(before.stages, now.stages)[place.stage];
}

std::optional<Miss> stage_base_cause(const ReadBuild& before, const ReadBuild& now, Place place) {
  if (stands_alone(now.stages[place.stage].steps[place.step], place)) return std::nullopt;
  return image_cause(before, now, dockerfile::root_image(now.stages, place.stage));
}

ReadBuild read_build(const BuildRecord& record) {
  return {record, dockerfile::stages(record.instructions, record.build_args)};
}

std::optional<Miss> own_cause(const ReadBuild& before, const ReadBuild& now, Place place) {
  const auto& stage = now.stages[place.stage];
  const auto& step = stage.steps[place.step];
  if (place.merges) return base_cause(before, now, place);
  const auto old_stage = stage_before(before, now, place);
  if (!old_stage) return std::nullopt;
  const auto* old = counterpart(before.stages[*old_stage], stage, place.step);
  const auto words = dockerfile::in_words(step.instruction);
  if (old == nullptr) return instruction_miss("", words);
  if (!same_text(*old, step) && !same_but_for_stage(before.stages, *old, now.stages, step)) {
    const auto was = dockerfile::in_words(old->instruction);
    if (was == words) return Miss{miss::instruction_changed, words, "its here-document changed"};
    return instruction_miss(was, words);
  }
  if (auto miss = argument_cause(*old, step)) return miss;
  if (auto miss = setting_cause(*old, step)) return miss;
  if (auto miss = copied_image_cause(before, now, step)) return miss;
  if (auto miss = base_cause(before, now, place)) return miss;
  return input_cause(before.record.context, now.record.context, step);
}

}  // namespace bxbench::measure
