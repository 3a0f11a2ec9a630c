// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/step_name.hpp>
#include <harness/diagnosis/rules/gains.hpp>
#include <harness/dockerfile/instruction.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace bxbench::diagnosis {
namespace {

struct CopyFrom {
  std::string stage;
  std::vector<std::string> sources;
};

/// What a COPY --from copies; no stage: it is none.
CopyFrom read_copy(const Step& step) {
  CopyFrom copy;
  if (!step.command.starts_with("COPY ")) return copy;
  for (auto& word : dockerfile::words(std::string_view(step.command).substr(5))) {
    if (word.starts_with("--from=")) copy.stage = word.substr(7);
    if (!word.starts_with("--")) copy.sources.push_back(std::move(word));
  }
  if (!copy.sources.empty()) copy.sources.pop_back();
  return copy;
}

/// The last RUN of a stage that was made and has cache mounts, with sources that changed above it.
/// With `as_last` only when no RUN without mounts stands below, which could make the file again.
const Step* maker_in(const Build& build, const std::string& stage, bool as_last) {
  const Step* maker = nullptr;
  bool copied = false;
  for (const auto& step : build.steps) {
    if (step.stage != stage || !step.ran) continue;
    copied = copied || step.command.starts_with("COPY ") || step.command.starts_with("ADD ");
    if (!step.command.starts_with("RUN ")) continue;
    if (copied && !mounts_of(step).empty())
      maker = &step;
    else if (as_last)
      maker = nullptr;
  }
  return maker;
}

}  // namespace

std::optional<Doubt> why_stale(const Build& build, const Step& copy) {
  if (!copy.cached && !copy.ran) return std::nullopt;
  const auto read = read_copy(copy);
  const auto* maker = read.stage.empty() ? nullptr : maker_in(build, read.stage, !copy.cached);
  if (!maker) return std::nullopt;
  for (const auto& mount : mounts_of(*maker))
    for (const auto& source : read.sources)
      if (is_within(source, mount.target))
        return Doubt{
            true,
            fmt::format("{} was made and writes to cache mount {}; {} copies {} from there{}: what "
                        "was made is no part of the layer",
                        maker->name, mount.target, copy.name, source,
                        copy.cached ? " and is cached" : ", an older file of the stage"),
            maker};
  if (!copy.cached || !is_cut(*maker)) return std::nullopt;
  return Doubt{
      false,
      fmt::format("stale artifact possible: {} was made with cache mounts, and {} is cached "
                  "although it copies from that stage",
                  maker->name, copy.name),
      maker};
}

}  // namespace bxbench::diagnosis
