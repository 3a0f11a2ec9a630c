// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/dockerfile_facts.hpp>
#include <harness/diagnosis/facts/commands.hpp>
#include <harness/diagnosis/facts/owner.hpp>
#include <harness/dockerfile/sources.hpp>
#include <harness/dockerfile/stages.hpp>
#include <harness/workflow/document.hpp>
#include <harness/workspace/dockerfile_mounts.hpp>
#include <harness/workspace/ignore_rules.hpp>

#include <boost/algorithm/string/case_conv.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace bxbench::diagnosis {
namespace {

using dockerfile::Instruction;

constexpr std::size_t longest_path = 512;  ///< that is matched with patterns

/// Reads the instructions one after the other, with what acts on them.
class Reader {
 public:
  Reader(std::string_view text, std::string file) : source_(text), file_(std::move(file)) {
    instructions_ = dockerfile::read(text);
    made_ = dockerfile::stages(instructions_, {});
  }

  std::vector<DockerStage> read() {
    for (std::size_t at = 0; at < instructions_.size(); ++at) {
      last_line_ = at + 1 < instructions_.size() ? instructions_[at + 1].line - 1
                                                 : static_cast<int>(source_.size());
      const auto& one = instructions_[at];
      if (one.keyword == "FROM")
        begin_stage(one);
      else if (!stages_.empty())
        add(one);
    }
    return std::move(stages_);
  }

 private:
  void begin_stage(const Instruction& from) {
    DockerStage stage;
    const auto index = stages_.size();
    if (index < made_.size()) {
      stage.base = made_[index].base;
      stage.base_stage = made_[index].base_stage;
    }
    const auto words = dockerfile::words(from.text);
    stage.name = words.size() == 3 && boost::to_lower_copy(words[1]) == "as"
                     ? boost::to_lower_copy(words[2])
                     : std::to_string(index);
    stage.place = place(from, "");
    const bool known =
        stage.base_stage >= 0 && static_cast<std::size_t>(stage.base_stage) < directories_.size();
    directories_.push_back(known ? directories_[static_cast<std::size_t>(stage.base_stage)] : "/");
    stages_.push_back(std::move(stage));
  }

  void add(const Instruction& one) {
    if (one.keyword == "WORKDIR") {
      auto words = dockerfile::words(one.text);
      if (!words.empty()) directories_.back() = absolute(words.front());
      return;
    }
    DockerItem item;
    item.command = dockerfile::in_words(one);
    item.place = place(one, "");
    const auto names = dockerfile::names_in(one.text + "\n" + one.here);
    item.mentions.assign(names.begin(), names.end());
    if (one.keyword == "ARG" || one.keyword == "ENV")
      add_variables(one, item);
    else if (one.keyword == "COPY" || one.keyword == "ADD")
      add_copy(one, item);
    else if (one.keyword == "RUN")
      add_run(one, item);
    else
      return;
    stages_.back().items.push_back(std::move(item));
  }

  void add_variables(const Instruction& one, DockerItem& item) const {
    item.kind = DockerItem::Kind::variable;
    const auto words = dockerfile::words(one.text);
    const bool old_form =
        one.keyword == "ENV" && !words.empty() && words.front().find('=') == std::string::npos;
    for (const auto& word : words) {
      const auto equals = word.find('=');
      DockerVariable variable{word.substr(0, equals), "", one.keyword == "ARG", item.place};
      if (equals != std::string::npos) variable.value = word.substr(equals + 1);
      if (old_form) variable.value = one.text.substr(std::min(one.text.size(), word.size()));
      variable.place = place(one, variable.name);
      item.variables.push_back(std::move(variable));
      if (old_form) break;
    }
  }

  void add_copy(const Instruction& one, DockerItem& item) const {
    item.kind = DockerItem::Kind::copy;
    read_sources(one, item);
    if (item.from.empty()) return;
    auto words = dockerfile::words(one.text);
    if (!words.empty()) words.pop_back();
    for (const auto& word : words)
      item.from_paths.push_back(word.starts_with('/') ? word : "/" + word);
  }

  void add_run(const Instruction& one, DockerItem& item) const {
    item.kind = DockerItem::Kind::run;
    item.work = work_of(one.here.empty() ? one.text : one.here);
    read_sources(one, item);
    for (const auto& flag : one.flags) {
      const auto mount = workspace::cache_mount_of(flag);
      if (!mount) continue;
      DockerMount read{mount->id, absolute(mount->target), false, "", {}};
      read.id_given = flag.find("id=") != std::string::npos && mount->id != mount->target;
      if (!read.id_given) read.id = mount->target;
      const auto text = [](const std::optional<unsigned>& number) {
        return number ? std::to_string(*number) : std::string{};
      };
      read.owner = owner_of(text(mount->uid), text(mount->gid),
                            mount->mode ? fmt::format("{:o}", *mount->mode) : std::string{});
      read.place = place(one, "=" + mount->target);
      item.mounts.push_back(std::move(read));
    }
  }

  static void read_sources(const Instruction& one, DockerItem& item) {
    const auto reads = dockerfile::what_it_reads(one, {});
    item.from = reads.from;
    if (!item.from.empty() || !reads.sources) return;
    item.whole_context = std::any_of(reads.sources->begin(), reads.sources->end(),
                                     [](const auto& path) { return path == "." || path == "*"; });
    item.paths = *reads.sources;
  }

  std::string absolute(const std::string& path) const {
    if (path.starts_with('/')) return path;
    const auto& base = directories_.back();
    const auto name = path.starts_with("./") ? path.substr(2) : path;
    return base.ends_with('/') ? base + name : base + "/" + name;
  }

  /// Where `text` stands within an instruction, else where that begins.
  Place place(const Instruction& one, const std::string& text) const {
    const auto first = static_cast<std::size_t>(one.line);
    for (auto line = first; !text.empty() && line <= static_cast<std::size_t>(last_line_); ++line) {
      const auto at = source_.line(line).find(text);
      if (at != std::string::npos) return {file_, line, at + 1, source_.line(line)};
    }
    return {file_, first, 1, source_.line(first)};
  }

  workflow::Source source_;
  std::string file_;
  std::vector<Instruction> instructions_;
  std::vector<dockerfile::Stage> made_;
  std::vector<DockerStage> stages_;
  std::vector<std::string> directories_;  ///< of each stage, at the instruction that is read
  int last_line_ = 0;
};

/// What a project of this kind has lying about, with a file in it.
struct Candidate {
  const char* name;
  const char* file;
  std::vector<const char*> programs;  ///< any of which shows that it is such a project
};

std::vector<Ballast> ballast_of(const std::vector<DockerStage>& stages,
                                const workspace::IgnoreRules& rules) {
  static const std::vector<Candidate> candidates{
      {".git", ".git/HEAD", {}},
      {"node_modules", "node_modules/a/index.js", {"npm", "yarn", "pnpm", "node", "bun"}},
      {"target", "target/release/a", {"cargo"}},
  };
  const auto any_calls = [&](const std::string& program) {
    for (const auto& stage : stages)
      for (const auto& item : stage.items)
        if (item.kind == DockerItem::Kind::run && calls(item.command, program)) return true;
    return false;
  };
  std::vector<Ballast> found;
  for (const auto& [name, file, programs] : candidates) {
    const bool there = programs.empty() || std::any_of(programs.begin(), programs.end(), any_calls);
    if (there && !rules.ignores(file))
      found.push_back({name, name == std::string(".git") && any_calls("git")});
  }
  return found;
}

}  // namespace

std::vector<DockerMount> DockerfileFacts::mounts() const {
  std::vector<DockerMount> all;
  for (const auto& stage : stages)
    for (const auto& item : stage.items)
      for (const auto& mount : item.mounts)
        if (std::none_of(all.begin(), all.end(),
                         [&](const auto& known) { return known.id == mount.id; }))
          all.push_back(mount);
  return all;
}

bool DockerfileFacts::several_stages() const {
  const auto is_stage = [&](const std::string& from) {
    for (std::size_t index = 0; index < stages.size(); ++index)
      if (from == std::to_string(index) || boost::to_lower_copy(from) == stages[index].name)
        return true;
    return false;
  };
  return std::any_of(stages.begin(), stages.end(), [&](const auto& stage) {
    return std::any_of(stage.items.begin(), stage.items.end(), [&](const auto& item) {
      return std::any_of(item.from.begin(), item.from.end(), is_stage);
    });
  });
}

Result<DockerfileFacts> read_dockerfile(std::string_view text, const std::string& file,
                                        const std::optional<IgnoreFile>& ignore) {
  DockerfileFacts facts;
  facts.file = file;
  facts.stages = Reader(text, file).read();
  if (facts.stages.empty())
    return Error{Errc::bad_input, fmt::format("reading {}: no line begins with FROM", file),
                 "it must be a Dockerfile"};
  if (ignore) facts.ignore_file = ignore->file;
  const workspace::IgnoreRules rules(ignore ? ignore->text : std::string{});
  for (auto& stage : facts.stages)
    for (auto& item : stage.items)
      std::erase_if(item.paths, [&](const auto& path) {
        return path.size() > longest_path || rules.ignores(path);
      });
  facts.ballast = ballast_of(facts.stages, rules);
  return facts;
}

}  // namespace bxbench::diagnosis
