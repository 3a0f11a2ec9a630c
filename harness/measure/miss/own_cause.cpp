// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/miss/inputs.hpp>
#include <harness/measure/miss/kinds.hpp>
#include <harness/measure/miss/own_cause.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace bxbench::measure {
namespace {

using dockerfile::Stage;
using dockerfile::Step;

const Stage* find_stage(const ReadBuild& build, const std::string& name) {
  const auto same = [&](const Stage& stage) { return stage.name == name; };
  const auto found = std::find_if(build.stages.begin(), build.stages.end(), same);
  return found == build.stages.end() ? nullptr : &*found;
}

/// For RUN every blank counts, for others the words.
bool same_text(const dockerfile::Instruction& a, const dockerfile::Instruction& b) {
  if (a.keyword != b.keyword || a.flags != b.flags || a.here != b.here) return false;
  if (a.keyword == "RUN") return a.text == b.text;
  return dockerfile::words(a.text) == dockerfile::words(b.text);
}

bool same_text(const Step& a, const Step& b) {
  return same_text(a.instruction, b.instruction);
}

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

/// A build argument that differs and that ENV does not hide behind a value that is the same.
std::optional<Miss> argument_cause(const Step& before, const Step& now) {
  std::vector<std::string> changed;
  for (const auto& name : variables_of(before, now)) {
    const bool hidden = now.environment.contains(name) && before.environment.contains(name) &&
                        !differ(before.environment, now.environment, name);
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

/// ENV, USER and SHELL act on RUN, USER on WORKDIR, ENV on the others through the variables that
/// they use.
std::optional<Miss> setting_cause(const Step& before, const Step& now) {
  const auto& keyword = now.instruction.keyword;
  const std::string kind = keyword == "WORKDIR" ? "USER " : "";
  const auto was = settings(before, kind), is = settings(now, kind);
  bool matters = (keyword == "RUN" || keyword == "WORKDIR") && was != is;
  for (const auto& name : variables_of(before, now))
    matters = matters || differ(before.environment, now.environment, name);
  if (!matters) return std::nullopt;
  const auto [old, changed] = std::mismatch(was.begin(), was.end(), is.begin(), is.end());
  return instruction_miss(old == was.end() ? "" : *old, changed == is.end() ? "" : *changed);
}

std::optional<Miss> image_cause(const ReadBuild& before, const ReadBuild& now,
                                const std::string& image) {
  const auto was = before.record.bases.find(image), is = now.record.bases.find(image);
  if (was == before.record.bases.end() || is == now.record.bases.end()) return std::nullopt;
  if (was->second == is->second) return std::nullopt;
  return Miss{miss::base_changed, image,
              fmt::format("image {} was {:.19} and is {:.19}", image, was->second, is->second)};
}

/// The first step of a stage builds on the image below it; others copy from images.
std::optional<Miss> base_cause(const ReadBuild& before, const ReadBuild& now, Place place) {
  const auto& stage = now.stages[place.stage];
  for (const auto& image : stage.steps[place.step].from)
    if (auto miss = image_cause(before, now, image)) return miss;
  if (place.step != 0) return std::nullopt;
  const auto* old = find_stage(before, stage.name);
  if (old != nullptr && old->base != stage.base)
    return Miss{miss::base_changed, stage.base,
                fmt::format("FROM named {} and names {}", old->base, stage.base)};
  // Above a stage with steps of its own it is those that the base acts on.
  for (auto below = stage.base_stage; below >= 0;) {
    const auto& one = now.stages[static_cast<std::size_t>(below)];
    if (!one.steps.empty()) return std::nullopt;
    below = one.base_stage;
  }
  return stage_base_cause(before, now, place);
}

}  // namespace

std::optional<Miss> stage_base_cause(const ReadBuild& before, const ReadBuild& now, Place place) {
  return image_cause(before, now, dockerfile::root_image(now.stages, place.stage));
}

ReadBuild read_build(const BuildRecord& record) {
  return {record, dockerfile::stages(record.instructions, record.build_args)};
}

std::optional<Miss> own_cause(const ReadBuild& before, const ReadBuild& now, Place place) {
  const auto& stage = now.stages[place.stage];
  const auto& step = stage.steps[place.step];
  const auto* old_stage = find_stage(before, stage.name);
  const auto* old = old_stage == nullptr ? nullptr : counterpart(*old_stage, stage, place.step);
  const auto words = dockerfile::in_words(step.instruction);
  if (old == nullptr) return instruction_miss("", words);
  if (!same_text(*old, step)) {
    const auto was = dockerfile::in_words(old->instruction);
    if (was == words) return Miss{miss::instruction_changed, words, "its here-document changed"};
    return instruction_miss(was, words);
  }
  if (auto miss = argument_cause(*old, step)) return miss;
  if (auto miss = setting_cause(*old, step)) return miss;
  if (auto miss = base_cause(before, now, place)) return miss;
  return input_cause(before.record.context, now.record.context, step);
}

}  // namespace bxbench::measure
