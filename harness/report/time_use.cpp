// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/median_sample.hpp>
#include <harness/measure/names.hpp>
#include <harness/report/number.hpp>
#include <harness/report/text.hpp>
#include <harness/report/time_use.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace bxbench::report {
namespace {

using analysis::Cell;
using measure::Sample;

constexpr std::size_t steps_shown = 3, path_shown = 5;
constexpr int name_width = 44;
constexpr double worth_showing = 0.01;  ///< of the job's time

/// "RUN go build 1.2 s (60 %)"
std::string part(std::string_view name, double seconds, double whole) {
  return fmt::format("{} {} ({:.0f} %)", clip(clean(name), name_width), human_seconds(seconds),
                     100 * seconds / whole);
}

std::string phases_of(const Sample& sample) {
  std::vector<std::string> parts;
  for (const auto& [name, field] : measure::phase_fields) {
    const auto seconds = (sample.phases.*field).value_or(0);
    if (seconds >= worth_showing * sample.job_seconds)
      parts.push_back(part(name, seconds, sample.job_seconds));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string heaviest_steps(const Sample& sample) {
  auto steps = sample.evidence.step_list;
  std::stable_sort(steps.begin(), steps.end(),
                   [](const auto& one, const auto& other) { return one.seconds > other.seconds; });
  std::vector<std::string> parts;
  for (const auto& step : steps)
    if (parts.size() < steps_shown && step.seconds >= worth_showing * sample.job_seconds)
      parts.push_back(part(step.name, step.seconds, sample.job_seconds) +
                      (step.cached ? " fetched" : ""));
  if (parts.empty()) return {};
  return fmt::format("heaviest steps: {}", fmt::join(parts, ", "));
}

/// The heaviest of the path, in the order of time.
std::string path_of(const Sample& sample) {
  const auto& path = sample.evidence.critical_path;
  std::vector<double> lengths;
  for (const auto& step : path)
    lengths.push_back(step.seconds);
  std::sort(lengths.rbegin(), lengths.rend());
  const double least = std::max(lengths.size() > path_shown ? lengths[path_shown - 1] : 0.0,
                                worth_showing * sample.job_seconds);
  std::vector<std::string> parts;
  double shown = 0, all = 0;
  for (const auto& step : path) {
    all += step.seconds;
    if (step.seconds < least) continue;
    parts.push_back(part(step.name, step.seconds, sample.job_seconds));
    shown += step.seconds;
  }
  if (parts.empty()) return {};
  auto text = fmt::format("critical path: {}", fmt::join(parts, ", then "));
  if (parts.size() < path.size())
    text += fmt::format("; {} more {}", path.size() - parts.size(), human_seconds(all - shown));
  return text;
}

std::string use_of(std::string_view who, const std::optional<process::Usage>& usage) {
  if (!usage) return {};
  return fmt::format("{} {} CPU{}", who, human_seconds(usage->cpu_seconds),
                     usage->peak_memory ? ", peak " + human_bytes(*usage->peak_memory) : "");
}

std::string resources_of(const Sample& sample) {
  std::vector<std::string> parts{use_of("client", sample.evidence.resources.client),
                                 use_of("daemon", sample.evidence.resources.daemon)};
  std::erase(parts, std::string{});
  return fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace

std::vector<TimeUse> time_uses(const std::vector<Cell>& cells) {
  std::vector<TimeUse> all;
  for (const auto& cell : cells) {
    const auto* sample = analysis::median_sample(cell.samples);
    if (sample == nullptr || sample->job_seconds <= 0) continue;
    const auto& key = cell.key;
    TimeUse use{
        fmt::format("{}/{}/{}/{}, {}", key.workload, key.strategy, key.scenario, key.job,
                    human_seconds(sample->job_seconds)),
        {phases_of(*sample), heaviest_steps(*sample), path_of(*sample), resources_of(*sample)}};
    std::erase(use.lines, std::string{});
    all.push_back(std::move(use));
  }
  return all;
}

}  // namespace bxbench::report
