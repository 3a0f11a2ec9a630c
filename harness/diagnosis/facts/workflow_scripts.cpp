// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/workflow_parts.hpp>
#include <harness/dockerfile/instruction.hpp>

#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/replace.hpp>
#include <boost/algorithm/string/trim.hpp>

#include <algorithm>
#include <array>

namespace bxbench::diagnosis {
namespace {

using Words = std::vector<std::string>;

/// Stands for a blank within an expression, so that `${{ a.b }}` stays one word.
constexpr char held_blank = '\x01';

std::string hold_expressions(std::string script) {
  for (auto at = script.find("${{"); at != std::string::npos; at = script.find("${{", at)) {
    const auto end = script.find("}}", at);
    if (end == std::string::npos) break;
    for (; at < end; ++at)
      if (script[at] == ' ') script[at] = held_blank;
  }
  return script;
}

/// The lines of a script, continued ones joined, comments left out.
std::vector<std::string> commands(const std::string& script) {
  std::vector<std::string> found;
  std::string whole;
  const workflow::Source lines(script);
  for (std::size_t number = 1; number <= lines.size(); ++number) {
    auto line = boost::trim_copy(lines.line(number));
    if (line.starts_with('#')) continue;
    const bool more = line.ends_with('\\');
    if (more) line.pop_back();
    whole += line + " ";
    if (more && number < lines.size()) continue;
    boost::replace_all(whole, "&&", "\n");
    boost::replace_all(whole, "||", "\n");
    boost::replace_all(whole, ";", "\n");
    const workflow::Source parts(whole);
    for (std::size_t part = 1; part <= parts.size(); ++part)
      found.push_back(parts.line(part));
    whole.clear();
  }
  return found;
}

/// How many words at `at` begin a build; 0: none does.
std::size_t begins_build(const Words& words, std::size_t at) {
  static const std::array<Words, 4> forms{Words{"docker", "buildx", "build"},
                                          Words{"docker", "build"}, Words{"docker", "buildx", "b"},
                                          Words{"docker", "image", "build"}};
  for (const auto& form : forms)
    if (at + form.size() <= words.size() &&
        std::equal(form.begin(), form.end(), words.begin() + static_cast<std::ptrdiff_t>(at)))
      return form.size();
  return 0;
}

/// Reads the flags of one command; every one is told with its value, where it has one.
class Flags {
 public:
  explicit Flags(Words words) : words_(std::move(words)) {}

  /// Name without dashes and value of the next flag; false: there is none.
  bool next(std::string& name, std::string& value) {
    for (; at_ < words_.size(); ++at_) {
      const auto& word = words_[at_];
      if (!word.starts_with('-') || word == "-") continue;
      const auto equals = word.find('=');
      name = word.substr(0, equals);
      boost::trim_left_if(name, [](char one) { return one == '-'; });
      if (equals != std::string::npos) {
        value = word.substr(equals + 1);
      } else {
        const bool has_value = at_ + 1 < words_.size() && !words_[at_ + 1].starts_with('-');
        value = has_value ? words_[at_ + 1] : "";
      }
      ++at_;
      return true;
    }
    return false;
  }

 private:
  Words words_;
  std::size_t at_ = 0;
};

class Script {
 public:
  Script(const StepReader& reader, PipelineJob& job) : reader_(reader), job_(job) {}

  void read(const std::string& command) {
    const auto words = dockerfile::words(command);
    for (std::size_t at = 0; at < words.size(); ++at) {
      const auto rest = [&](std::size_t skip) {
        return Words(words.begin() + static_cast<std::ptrdiff_t>(at + skip), words.end());
      };
      if (const auto begin = begins_build(words, at); begin > 0) {
        const auto form =
            boost::join(Words(words.begin() + static_cast<std::ptrdiff_t>(at),
                              words.begin() + static_cast<std::ptrdiff_t>(at + begin)),
                        " ");
        return read_build(form, rest(begin));
      }
      if (at + 3 <= words.size() && words[at] == "docker" && words[at + 1] == "buildx" &&
          words[at + 2] == "create")
        return read_create(rest(3));
    }
  }

 private:
  Place place(const std::string& text) {
    for (;;) {
      const auto found = reader_.settings.place_in(reader_.step.run, text, seen_[text]++);
      const bool comment = boost::trim_left_copy(found.text).starts_with('#');
      if (!comment || found.line == reader_.step.run.at.line) return found;
    }
  }

  /// The value of a flag, found by both: a value alone may be part of another one.
  Setting setting(const std::string& flag, std::string written) {
    std::replace(written.begin(), written.end(), held_blank, ' ');
    const auto& script = reader_.step.run.text;
    Setting read{reader_.settings.resolve_script(written), written, {}};
    for (const auto* between : {"=", " "})
      if (script.find(flag + between + written) != std::string::npos)
        read.place = place(flag + between + written);
    if (read.place.line == 0) read.place = place(written);
    return read;
  }

  /// Whether something makes `docker build` take the builder that is selected, or names one.
  bool builder_is_chosen() const {
    const auto speaks_of_one = [](const std::string& script) {
      return script.find("BUILDX_BUILDER") != std::string::npos ||
             script.find("buildx install") != std::string::npos;
    };
    return reader_.settings.resolve_script("$BUILDX_BUILDER") != "$BUILDX_BUILDER" ||
           speaks_of_one(reader_.step.run.text) ||
           std::any_of(job_.scripts.begin(), job_.scripts.end(), speaks_of_one) ||
           std::any_of(job_.setups.begin(), job_.setups.end(),
                       [](const BuilderSetup& setup) { return setup.install; });
  }

  void read_build(const std::string& form, const Words& words) {
    BuildCall build;
    build.kind = BuildCall::Kind::script;
    build.order = reader_.order;
    build.place = place(form + " ");
    if (!words.empty() && !words.back().starts_with('-')) build.context = setting("", words.back());
    std::string name, value;
    for (Flags flags(words); flags.next(name, value);) {
      if (name == "cache-from" || name == "cache-to") {
        auto& options = name == "cache-to" ? build.to : build.from;
        options.push_back(cache_option(setting(name, value)));
        continue;
      }
      auto read = setting(name, value);
      build.inputs += read.text + "\n";
      if (name == "f" || name == "file")
        build.file = std::move(read);
      else if (name == "target")
        build.target = std::move(read);
      else if (name == "builder")
        build.builder = std::move(read);
      else if (name == "t" || name == "tag")
        build.tags.push_back(std::move(read));
      else if (name == "build-arg")
        build.build_args.push_back(std::move(read));
    }
    build.by_daemon =
        !form.starts_with("docker buildx") && build.builder.empty() && !builder_is_chosen();
    job_.builds.push_back(std::move(build));
  }

  void read_create(const Words& words) {
    BuilderSetup setup;
    setup.order = reader_.order;
    setup.place = place("docker buildx create");
    std::string name, value;
    for (Flags flags(words); flags.next(name, value);) {
      if (name == "name") setup.name = setting(name, value).text;
      if (name == "driver") setup.driver = setting(name, value);
    }
    job_.setups.push_back(std::move(setup));
  }

  const StepReader& reader_;
  PipelineJob& job_;
  std::map<std::string, std::size_t> seen_{};
};

}  // namespace

void read_script(const StepReader& reader, PipelineJob& job) {
  if (reader.step.run.empty()) return;
  Script script(reader, job);
  for (const auto& command : commands(hold_expressions(reader.step.run.text)))
    script.read(command);
  auto text = reader.settings.resolve_script(reader.step.run.text);
  if (text.find("ACTIONS_RUNTIME_TOKEN") != std::string::npos) job.runtime_exposed = true;
  if (text.find("containerd-snapshotter") != std::string::npos) job.unread.push_back(reader.order);
  job.scripts.push_back(std::move(text));
}

}  // namespace bxbench::diagnosis
