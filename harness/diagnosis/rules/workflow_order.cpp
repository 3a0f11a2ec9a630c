// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/rules/families.hpp>
#include <harness/diagnosis/rules/lint.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace bxbench::diagnosis {
namespace {

using Kind = CacheStep::Kind;

/// Post steps run after all ordinary ones, the last one's first.
bool saves_before_extraction(const CacheStep& cache, const Dance& dance) {
  const bool extracts_in_post = dance.kind == Dance::Kind::both;
  if (cache.kind == Kind::save) return extracts_in_post || cache.order < dance.order;
  return cache.kind == Kind::combined && extracts_in_post && cache.order > dance.order;
}

Finding saved_too_early(const PipelineJob& job, const CacheStep& cache, const Dance& dance) {
  const auto version = cache.version.empty() ? "v4" : cache.version;
  if (cache.kind == Kind::combined) {
    auto finding = fault(
        fmt::format("{} of step {} ({}) saves in its post step, and post steps run in reverse: "
                    "before step {} ({}) extracts in its own",
                    "actions/cache", cache.order, in_line(cache.place), dance.order,
                    in_line(dance.place)),
        {cache.place, dance.place}, 0.95);
    finding.correction = fmt::format("{}uses: actions/cache@{}  # above the step of line {}",
                                     indent(cache.place), version, dance.place.line);
    return finding;
  }
  auto finding =
      fault(fmt::format("actions/cache/save of step {} ({}) is an ordinary step; step "
                        "{} ({}) extracts in its post step, after it",
                        cache.order, in_line(cache.place), dance.order, in_line(dance.place)),
            {cache.place, dance.place}, 0.95);
  finding.correction = fmt::format(
      "{}uses: actions/cache@{}  # restores and saves; above the step of line {}, and without {}",
      indent(cache.place), version, dance.place.line, in_line(cache.place));
  for (const auto& restore : job.caches)
    if (restore.kind == Kind::restore) finding.places.push_back(restore.place);
  return finding;
}

Findings judge_save_order(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.workflow) return found;
  for (const auto& job : facts.workflow->jobs)
    for (const auto& dance : job.dances)
      for (const auto& cache : job.caches) {
        if (cache.kind == Kind::restore || dance.kind == Dance::Kind::inject) continue;
        if (!keeps(cache, dance, facts.dockerfile.get())) continue;
        if (saves_before_extraction(cache, dance))
          found.push_back(saved_too_early(job, cache, dance));
        else
          found.push_back(sound(
              fmt::format("step {} saves after step {} has extracted", cache.order, dance.order),
              {cache.place}));
      }
  return found;
}

Findings judge_restore_order(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.workflow) return found;
  for (const auto& job : facts.workflow->jobs)
    for (const auto& dance : job.dances) {
      if (dance.kind == Dance::Kind::extract) continue;
      for (const auto& cache : job.caches)
        if (cache.kind == Kind::restore && cache.order > dance.order &&
            keeps(cache, dance, facts.dockerfile.get()))
          found.push_back(
              fault(fmt::format("step {} ({}) injects before step {} ({}) restores", dance.order,
                                in_line(dance.place), cache.order, in_line(cache.place)),
                    {dance.place, cache.place}, 0.9));
      if (job.builds.empty()) continue;
      const auto first = std::min_element(
          job.builds.begin(), job.builds.end(),
          [](const auto& one, const auto& other) { return one.order < other.order; });
      if (first->order < dance.order)
        found.push_back(
            fault(fmt::format("step {} ({}) injects after step {} ({}) has built", dance.order,
                              in_line(dance.place), first->order, in_line(first->place)),
                  {dance.place, first->place}, 0.9));
      else
        found.push_back(
            sound(fmt::format("step {} injects before step {} builds", dance.order, first->order)));
    }
  return found;
}

Findings judge_inject_condition(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.workflow) return found;
  for (const auto& job : facts.workflow->jobs)
    for (const auto& dance : job.dances) {
      if (dance.kind == Dance::Kind::extract) continue;
      const auto& condition = dance.condition;
      if (condition.text.find("cache-hit") == std::string::npos) {
        found.push_back(sound(fmt::format("step {} injects whatever was hit", dance.order)));
        continue;
      }
      const bool on_miss = condition.text.find('!') != std::string::npos ||
                           condition.text.find("false") != std::string::npos;
      auto finding = fault(
          on_miss ? fmt::format("step {} runs only `if: {}`: after an exact hit nothing is "
                                "injected, and the build finds empty mounts",
                                dance.order, condition.text)
                  : fmt::format("step {} runs only `if: {}`: without a hit nothing is extracted, "
                                "so there is never anything to hit",
                                dance.order, condition.text),
          {condition.place, dance.place}, 0.9);
      finding.correction = fmt::format(
          "{}# no `if:` on this step; extraction alone may be left out after an exact hit:\n"
          "{}skip-extraction: ${{{{ steps.{}.outputs.cache-hit }}}}",
          indent(dance.place), indent(dance.place) + "  ",
          job.caches.empty() || job.caches.front().id.empty() ? "cache" : job.caches.front().id);
      found.push_back(std::move(finding));
    }
  return found;
}

}  // namespace

Checks order_checks() {
  return {
      {"save-before-extract", judge_save_order},
      {"step-order", judge_restore_order},
      {"inject-skipped", judge_inject_condition},
  };
}

}  // namespace bxbench::diagnosis
