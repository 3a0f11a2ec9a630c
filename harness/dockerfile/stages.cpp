// SPDX-License-Identifier: Apache-2.0
#include <harness/dockerfile/sources.hpp>
#include <harness/dockerfile/stages.hpp>

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/predicate.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace bxbench::dockerfile {
namespace {

/// What the instructions so far have set; a stage begins with that of the stage it is made from.
struct Scope {
  Variables arguments, environment;
  std::vector<std::string> settings;
  std::optional<std::filesystem::path> directory;  ///< nothing: an image may have set it

  /// An ENV that a later ARG replaces is not in `environment`.
  Variables visible() const {
    auto all = environment;
    all.insert(arguments.begin(), arguments.end());
    return all;
  }
  std::string expanded(const std::string& text) const {
    return expand(text, visible()).value_or(text);
  }
};

bool makes_layer(const std::string& keyword) {
  return keyword == "RUN" || keyword == "COPY" || keyword == "ADD" || keyword == "WORKDIR";
}

class Builder {
 public:
  explicit Builder(const Variables& build_args) : build_args_(build_args) {}

  std::vector<Stage> build(const std::vector<Instruction>& instructions) {
    for (const auto& instruction : instructions)
      add(instruction);
    for (std::size_t n = 0; n < stages_.size(); ++n)
      if (stages_[n].name.empty() && stages_.size() > 1)
        stages_[n].name = fmt::format("stage-{}", n);
    return std::move(stages_);
  }

 private:
  void add(const Instruction& instruction) {
    const auto& keyword = instruction.keyword;
    if (keyword == "FROM") return begin_stage(instruction);
    if (keyword == "ARG") return declare(instruction);
    if (stages_.empty()) return;
    if (keyword == "ENV") set_environment(instruction);
    if (keyword == "ENV" || keyword == "USER" || keyword == "SHELL")
      scope_.settings.push_back(in_words(instruction));
    if (keyword == "WORKDIR" && enter(instruction)) {
      scope_.settings.push_back(in_words(instruction));
    } else if (makes_layer(keyword)) {
      add_step(instruction);
    }
  }

  void begin_stage(const Instruction& instruction) {
    const auto said = words(instruction.text);
    Stage stage;
    if (!said.empty()) stage.base = expand(said[0], global_).value_or(said[0]);
    if (said.size() == 3 && boost::iequals(said[1], "AS"))
      stage.name = boost::to_lower_copy(said[2]);
    for (std::size_t n = 0; n < stages_.size(); ++n)
      if (!stages_[n].name.empty() && boost::iequals(stages_[n].name, stage.base))
        stage.base_stage = static_cast<int>(n);
    if (!stages_.empty()) ends_.push_back(scope_);
    scope_ = stage.base_stage < 0 ? Scope{} : ends_[static_cast<std::size_t>(stage.base_stage)];
    if (stage.base == "scratch") scope_.directory = "/";
    stages_.push_back(std::move(stage));
  }

  /// Whether WORKDIR leads to the root, which BuildKit makes no step of.
  bool enter(const Instruction& instruction) {
    const auto said = words(instruction.text);
    const std::filesystem::path path =
        scope_.expanded(said.size() == 1 ? said[0] : instruction.text);
    if (path.is_relative() && !scope_.directory) return false;
    scope_.directory = (scope_.directory.value_or("/") / path / "").lexically_normal();
    return *scope_.directory == "/";
  }

  /// `ARG A=1 B`: in front of the first FROM for the FROM lines alone, until a stage names it
  /// again.
  void declare(const Instruction& instruction) {
    for (const auto& word : words(instruction.text)) {
      const auto equals = word.find('=');
      const auto name = word.substr(0, equals);
      auto& variables = stages_.empty() ? global_ : scope_.arguments;
      if (const auto given = build_args_.find(name); given != build_args_.end()) {
        variables[name] = given->second;
      } else if (equals != std::string::npos) {
        const auto preset = word.substr(equals + 1);
        variables[name] =
            stages_.empty() ? expand(preset, global_).value_or(preset) : scope_.expanded(preset);
      } else if (const auto found = global_.find(name); found != global_.end()) {
        variables[name] = found->second;
      } else {
        continue;
      }
      if (!stages_.empty()) scope_.environment.erase(name);
    }
  }

  /// `ENV A=1 B="2 3"`, or the old `ENV A the rest`.
  void set_environment(const Instruction& instruction) {
    const auto said = words(instruction.text);
    const auto before = scope_;  // an ENV does not see what it sets itself
    if (!said.empty() && said[0].find('=') == std::string::npos) {
      const auto blank = instruction.text.find_first_of(" \t");
      scope_.environment[said[0]] =
          blank == std::string::npos ? "" : before.expanded(instruction.text.substr(blank + 1));
      return;
    }
    for (const auto& word : said) {
      const auto equals = word.find('=');
      if (equals == std::string::npos) continue;
      scope_.environment[word.substr(0, equals)] = before.expanded(word.substr(equals + 1));
    }
  }

  void add_step(const Instruction& instruction) {
    auto& steps = stages_.back().steps;
    const auto used = what_it_reads(instruction, scope_.visible());
    steps.push_back({static_cast<int>(steps.size()) + 1, instruction, scope_.arguments,
                     scope_.environment, scope_.settings, used.sources, used.from});
  }

  const Variables& build_args_;
  Variables global_;
  Scope scope_;
  std::vector<Scope> ends_;  ///< of the stages that are complete
  std::vector<Stage> stages_;
};

}  // namespace

std::vector<Stage> stages(const std::vector<Instruction>& instructions,
                          const Variables& build_args) {
  return Builder(build_args).build(instructions);
}

std::string root_image(const std::vector<Stage>& all, std::size_t stage) {
  while (all[stage].base_stage >= 0)
    stage = static_cast<std::size_t>(all[stage].base_stage);
  return all[stage].base;
}

}  // namespace bxbench::dockerfile
