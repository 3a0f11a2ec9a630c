// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/rules/gains.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace bxbench::diagnosis {
namespace {

bool has_any(std::string_view path, const auto& parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return path.find(part) != path.npos; });
}

/// Seconds of the compile step where it was measured, else of the build.
std::optional<double> seconds_of(const Job& job) {
  for (const auto& build : job.builds)
    if (build.compile_seconds) return build.compile_seconds;
  for (const auto& build : job.builds)
    if (build.seconds) return build.seconds;
  return std::nullopt;
}

bool measured(const Job& job) {
  return std::any_of(job.builds.begin(), job.builds.end(),
                     [](const auto& build) { return build.compile_seconds.has_value(); });
}

Place place_of_time(const Job& job) {
  for (const auto& build : job.builds)
    if (build.compile_seconds) return build.compile_place;
  return job.builds.empty() ? Place{} : job.builds.front().place;
}

/// The first run of the job, when it started without a cache.
const Job* first_fill(const Facts& facts, const Job& job) {
  const Job* first = nullptr;
  for (const auto* other = earlier(facts, job); other; other = earlier(facts, *other))
    first = other;
  return first && !found_something(*first) ? first : nullptr;
}

double seconds_of_work(const Job& job) {
  double sum = 0;
  for (const auto& build : job.builds)
    for (const auto& step : build.steps)
      sum += step.ran ? step.seconds : 0;
  return sum;
}

double longest_step(const Job& job) {
  double longest = 0;
  for (const auto& build : job.builds)
    for (const auto& step : build.steps)
      longest = std::max(longest, step.ran ? step.seconds : 0);
  return longest;
}

double seconds_of_export(const Job& job) {
  double sum = 0;
  for (const auto& build : job.builds)
    for (const auto& one : build.exports)
      sum += one.seconds;
  return sum;
}

}  // namespace

double expected_size(const Mount& mount, const Profile& profile) {
  constexpr std::array<std::string_view, 3> built{"go-build", "ccache", "sccache"};
  constexpr std::array<std::string_view, 8> modules{
      "/go/pkg/mod", "go-mod", ".npm", ".m2", "/cargo/registry", "/.cache/pip", "yarn", "pnpm"};
  const auto name = mount.id + " " + mount.target;
  if (has_any(name, built)) return profile.build_mount_at_least;
  return has_any(name, modules) ? profile.module_mount_at_least : 0;
}

Findings judge_speed(const Facts& facts, const Profile& profile) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    const auto now = seconds_of(job);
    if (job.strategy || !now || !has_predecessor(facts, job)) continue;
    const auto* first = first_fill(facts, job);
    const auto then = first ? seconds_of(*first) : std::nullopt;
    // Of a build as a whole only what its steps took can be saved; short ones are noise.
    const bool worth = then && *then >= 5 && (measured(*first) || longest_step(*first) >= 5);
    if (worth) {
      auto evidence = fmt::format("{} in the first run, {} in this one", time(*then), time(*now));
      const std::vector<Place> places{place_of_time(job), place_of_time(*first)};
      findings.push_back(*then < *now * profile.speedup_at_least
                             ? failed(&job, 0.3, std::move(evidence), places)
                             : passed(&job, std::move(evidence), places));
    } else if (profile.build_below > 0) {
      auto evidence = fmt::format("the build took {}, profile {} expects less than {}", time(*now),
                                  profile.name, time(profile.build_below));
      findings.push_back(*now >= profile.build_below
                             ? failed(&job, 0.3, std::move(evidence), {place_of_time(job)})
                             : passed(&job, std::move(evidence), {place_of_time(job)}));
    }
  }
  return findings;
}

Findings judge_cost(const Facts& facts, const Profile&) {
  Findings findings;
  for (const auto& job : facts.jobs) {
    const auto exported = seconds_of_export(job);
    const auto* before = earlier(facts, job);
    const auto& cold = before ? *before : job;
    const auto work = seconds_of_work(cold);
    const bool all_made =
        std::none_of(cold.builds.begin(), cold.builds.end(), [](const auto& build) {
          return std::any_of(build.steps.begin(), build.steps.end(),
                             [](const auto& step) { return step.cached; });
        });
    if (job.strategy || exported < 5 || !all_made || work <= 0) continue;
    auto evidence =
        fmt::format("the export took {}, all steps of a cold build {}", time(exported), time(work));
    findings.push_back(exported > work ? failed(&job, 0.35, std::move(evidence))
                                       : passed(&job, std::move(evidence)));
  }
  return findings;
}

}  // namespace bxbench::diagnosis
