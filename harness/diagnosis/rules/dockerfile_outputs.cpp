// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/rules/families.hpp>
#include <harness/diagnosis/rules/lint.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace bxbench::diagnosis {
namespace {

using Kind = DockerItem::Kind;

std::optional<std::size_t> stage_named(const DockerfileFacts& file, const std::string& name) {
  for (std::size_t at = 0; at < file.stages.size(); ++at)
    if (file.stages[at].name == name || std::to_string(at) == name) return at;
  return std::nullopt;
}

/// A cache mount of a stage, or of one that it is made from, and the step that has it.
struct Hidden {
  const DockerMount* mount;
  const DockerItem* step;
};

std::optional<Hidden> hides(const DockerfileFacts& file, std::size_t stage,
                            const std::string& path) {
  for (const auto& item : file.stages[stage].items)
    for (const auto& mount : item.mounts)
      if (mount.target != "/" && covers(mount.target, path)) return Hidden{&mount, &item};
  const auto base = file.stages[stage].base_stage;
  if (base < 0 || static_cast<std::size_t>(base) >= stage) return std::nullopt;
  return hides(file, static_cast<std::size_t>(base), path);
}

Finding stale(const DockerItem& copy, const std::string& path, const Hidden& hidden) {
  const auto slash = path.find_last_of('/');
  const auto out = "/out" + path.substr(slash == std::string::npos ? 0 : slash);
  auto finding =
      fault(fmt::format(
                "{} ({}) copies {}, which the step of {} writes to its cache mount {}: what is in "
                "a mount belongs to no layer, so an older file is copied or none",
                copy.command, in_line(copy.place), path, in_line(hidden.step->place),
                hidden.mount->target),
            {copy.place, hidden.mount->place, hidden.step->place}, 0.9);
  auto copied = copy.place.text;
  if (const auto at = copied.find(path); at != std::string::npos)
    copied.replace(at, path.size(), out);
  finding.correction =
      fmt::format("{} && mkdir -p /out && cp {} {}\n{}", hidden.step->command, path, out, copied);
  return finding;
}

Findings judge_outputs(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.dockerfile) return found;
  const auto& file = *facts.dockerfile;
  for (const auto& stage : file.stages)
    for (const auto& item : stage.items) {
      if (item.kind != Kind::copy || item.from.empty()) continue;
      const auto from = stage_named(file, item.from.front());
      if (!from) continue;
      for (const auto& path : item.from_paths) {
        if (const auto hidden = hides(file, *from, path))
          found.push_back(stale(item, path, *hidden));
        else
          found.push_back(sound(fmt::format("{} lies in a layer", path), {item.place}));
      }
    }
  return found;
}

}  // namespace

Checks output_checks() {
  return {{"stale-artifact", judge_outputs}};
}

}  // namespace bxbench::diagnosis
