// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/owner.hpp>
#include <harness/diagnosis/facts/step_name.hpp>
#include <harness/dockerfile/instruction.hpp>

#include <algorithm>
#include <filesystem>
#include <map>

namespace bxbench::diagnosis {
namespace {

/// "linux/amd64 build 3/7" → "build"
std::string stage_in(std::string_view label) {
  const auto position = label.rfind(' ');
  if (position == label.npos) return {};
  label = label.substr(0, position);
  const auto platform = label.rfind(' ');
  if (platform != label.npos) return std::string(label.substr(platform + 1));
  return label.find('/') == label.npos ? std::string(label) : std::string{};
}

std::map<std::string, std::string> fields_of(std::string_view flag) {
  std::map<std::string, std::string> fields;
  while (!flag.empty()) {
    const auto field = flag.substr(0, flag.find(','));
    flag.remove_prefix(std::min(field.size() + 1, flag.size()));
    const auto equals = field.find('=');
    fields[std::string(field.substr(0, equals))] =
        equals == field.npos ? std::string{} : std::string(field.substr(equals + 1));
  }
  return fields;
}

std::string first_of(const std::map<std::string, std::string>& fields,
                     std::initializer_list<const char*> names) {
  for (const auto* name : names)
    if (const auto found = fields.find(name); found != fields.end()) return found->second;
  return {};
}

/// The flags at the beginning of a RUN, and the rest.
struct Words {
  std::vector<std::string> flags;
  bool more = false;
};

Words words_of_run(const Step& step) {
  Words result;
  if (!step.command.starts_with("RUN ")) return result;
  for (auto& word : dockerfile::words(std::string_view(step.command).substr(4))) {
    if (!word.starts_with("--")) {
      result.more = true;
      break;
    }
    result.flags.push_back(std::move(word));
  }
  return result;
}

}  // namespace

Step named_step(std::string_view name) {
  Step step;
  step.name = name;
  const auto bracket = name.find("] ");
  if (!name.starts_with('[') || bracket == name.npos) {
    step.command = name;
    return step;
  }
  step.stage = stage_in(name.substr(1, bracket - 1));
  step.command = name.substr(bracket + 2);
  return step;
}

std::vector<Mount> mounts_of(const Step& step) {
  std::vector<Mount> mounts;
  for (const auto& flag : words_of_run(step).flags) {
    if (!flag.starts_with("--mount=")) continue;
    const auto fields = fields_of(std::string_view(flag).substr(8));
    const auto type = fields.find("type");
    if (type == fields.end() || type->second != "cache") continue;
    Mount mount;
    mount.target = tidy_path(first_of(fields, {"target", "dst", "destination"}));
    mount.id_given = fields.contains("id");
    mount.id = mount.id_given ? fields.at("id") : mount.target;
    mount.owner = owner_of(first_of(fields, {"uid"}), first_of(fields, {"gid"}));
    mount.place = step.place;
    mounts.push_back(std::move(mount));
  }
  return mounts;
}

bool ends_within_flags(const Step& step) {
  const auto words = words_of_run(step);
  return !words.flags.empty() && !words.more;
}

bool is_cut(const Step& step) {
  return ends_within_flags(step) || step.command.ends_with("...") || step.command.ends_with("…");
}

std::string tidy_path(std::string_view path) {
  auto tidy = std::filesystem::path(path).lexically_normal().string();
  if (tidy.size() > 1 && tidy.ends_with('/')) tidy.pop_back();
  return tidy;
}

bool is_within(std::string_view path, std::string_view folder) {
  const auto inner = tidy_path(path), outer = tidy_path(folder);
  if (!inner.starts_with(outer) || outer.empty()) return false;
  return inner.size() == outer.size() || outer == "/" || inner[outer.size()] == '/';
}

}  // namespace bxbench::diagnosis
