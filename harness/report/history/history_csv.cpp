// SPDX-License-Identifier: Apache-2.0
#include <harness/report/csv_field.hpp>
#include <harness/report/history/history_json.hpp>

#include <fmt/format.h>

#include <cmath>

namespace bxbench::report {
namespace {

using analysis::stats::Interval;

std::string number(const std::optional<double>& value) {
  return value && std::isfinite(*value) ? fmt::format("{}", *value) : std::string{};
}

std::string ends(const std::optional<Interval>& of) {
  return of ? number(of->first) + ',' + number(of->second) : ",";
}

}  // namespace

std::string render_history_csv(const analysis::History& history) {
  std::string text =
      "run,started,folder,environment,baseline,workload,strategy,scenario,job,job_seconds,low,high,"
      "valid_samples,ratio_to_baseline,ratio_low,ratio_high\n";
  for (const auto& series : history.series)
    for (const auto& point : series.points) {
      const auto& run = history.runs[point.run];
      for (const auto* field : {&run.id, &run.started, &run.folder})
        text += csv_field(*field) + ',';
      text += fmt::format("{},", run.environment_number);
      for (const auto* field : {&run.baseline, &series.key.workload, &series.key.strategy,
                                &series.key.scenario, &series.key.job})
        text += csv_field(*field) + ',';
      text += fmt::format("{},{},{},{},{}\n", number(point.seconds), ends(point.interval),
                          point.valid, number(point.ratio), ends(point.ratio_interval));
    }
  return text;
}

}  // namespace bxbench::report
