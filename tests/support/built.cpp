// SPDX-License-Identifier: Apache-2.0
#include <harness/dockerfile/stages.hpp>
#include <harness/measure/miss/explain.hpp>
#include <tests/support/built.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace bxbench::tests {
namespace {

constexpr const char* small =
    "FROM busybox:1.36 AS deps\n"
    "WORKDIR /work\n"
    "COPY deps.lock ./\n"
    "RUN fetch deps.lock\n"
    "FROM deps AS build\n"
    "ARG GREETING=hello\n"
    "ENV LEVEL=1\n"
    "COPY src src\n"
    "RUN compile src\n"
    "FROM scratch\n"
    "COPY --from=build /out /app\n";

/// Steps with their parents, from the end of the build to its beginning, as traces list them.
std::vector<measure::BuiltStep> steps_of(const measure::BuildRecord& record) {
  const auto stages = dockerfile::stages(record.instructions, record.build_args);
  std::vector<measure::BuiltStep> steps;
  std::map<std::string, std::string> last;  // name of the last step, by stage
  for (const auto& stage : stages) {
    auto below = last.contains(stage.base) ? last[stage.base] : "";
    for (const auto& step : stage.steps) {
      const auto name = fmt::format("[{} {}/{}] {}", stage.name, step.number, stage.steps.size(),
                                    dockerfile::in_words(step.instruction));
      measure::BuiltStep built{name, "sha256:" + name, false, true, false, {}};
      if (!below.empty()) built.parents.push_back(below);
      for (const auto& from : step.from)
        if (last.contains(from)) built.parents.push_back(last[from]);
      steps.insert(steps.begin(), built);
      below = name;
    }
    last[stage.name] = below;
  }
  return steps;
}

const measure::Miss* find(const std::vector<std::optional<measure::Miss>>& misses,
                          const measure::BuildRecord& now, const std::string& step) {
  for (std::size_t n = 0; n < misses.size(); ++n)
    if (misses[n] && now.steps[n].name.find(step) != std::string::npos) return &*misses[n];
  return nullptr;
}

}  // namespace

measure::BuildRecord built(const std::string& job) {
  return built_from(job, small);
}

measure::BuildRecord built_from(const std::string& job, const std::string& dockerfile) {
  measure::BuildRecord record;
  record.job = job;
  record.strategy = "registry";
  record.carries = suite::Carries::layers;
  record.ref = "refs/heads/main";
  record.readable_refs = {"refs/heads/main"};
  record.instructions = dockerfile::read(dockerfile);
  record.context = {{"deps.lock", {'f', 0644, "d1"}},
                    {"src", {'d', 0755, ""}},
                    {"src/main.c", {'f', 0644, "m1"}},
                    {"src/notes.md", {'f', 0644, "", true}},
                    {"unused.txt", {'f', 0644, "u1"}}};
  record.bases = {{"busybox:1.36", "sha256:aa11"}};
  record.cache_from = {"type=registry,ref=r:v1"};
  record.cache_to = {"type=registry,ref=r:v1,mode=max"};
  record.looked_up = record.saved_under = {{"ref", "r:v1"}};
  record.imports = {{"importing cache manifest from r:v1", true, ""}};
  record.steps = steps_of(record);
  return record;
}

std::string reason(const measure::BuildRecord& before, const measure::BuildRecord& now,
                   const std::string& step) {
  const auto misses = measure::explain_misses(before, now);
  const auto* miss = find(misses, now, step);
  return miss == nullptr ? "-" : miss->kind + " " + miss->subject;
}

std::string sentence(const measure::BuildRecord& before, const measure::BuildRecord& now,
                     const std::string& step) {
  const auto misses = measure::explain_misses(before, now);
  const auto* miss = find(misses, now, step);
  return miss == nullptr ? "" : miss->text;
}

void cache_all_but(measure::BuildRecord& record, const std::vector<std::string>& texts) {
  for (auto& step : record.steps) {
    step.ran = std::any_of(texts.begin(), texts.end(), [&](const auto& text) {
      return step.name.find(text) != std::string::npos;
    });
    step.cached = !step.ran;
  }
}

}  // namespace bxbench::tests
