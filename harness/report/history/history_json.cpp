// SPDX-License-Identifier: Apache-2.0
#include <harness/report/history/history_json.hpp>
#include <harness/report/history/history_report.hpp>
#include <harness/report/json_values.hpp>

#include <nlohmann/json.hpp>

#include <cmath>

namespace bxbench::report {
namespace {

using Json = nlohmann::ordered_json;
using analysis::History;
using analysis::HistoryPoint;
using analysis::HistorySeries;
using analysis::stats::Interval;

Json key_json(const HistorySeries& series) {
  const auto& key = series.key;
  return {{"workload", key.workload},
          {"strategy", key.strategy},
          {"scenario", key.scenario},
          {"job", key.job}};
}

Json drawn_point(const HistoryPoint& point, bool in_ratios) {
  const auto& ends = in_ratios ? point.ratio_interval : point.interval;
  Json json{{"run", point.run}, {"value", json_number(in_ratios ? *point.ratio : point.seconds)}};
  json["low"] = ends ? json_number(ends->first) : Json();
  json["high"] = ends ? json_number(ends->second) : Json();
  json["valid"] = point.valid;
  return json;
}

Json drawn_series(const History& history, const HistorySeries& series) {
  const auto course = analysis::course_of(history, series);
  const bool in_ratios = !series.one_environment && !course.empty() && course.front()->ratio;
  auto json = key_json(series);
  json["unit"] = in_ratios ? "ratio" : "seconds";
  json["points"] = Json::array();
  if (in_ratios) {
    for (const auto* point : course)
      json["points"].push_back(drawn_point(*point, true));
  } else {
    for (const auto& point : series.points)
      json["points"].push_back(drawn_point(point, false));
  }
  json["changes"] = Json::array();
  const auto& baseline =
      course.empty() ? std::string{} : history.runs[course.front()->run].baseline;
  for (const auto& change : series.changes) {
    // Ratios to another baseline, and a change of ratios that seconds show the other way round,
    // have no place among the points.
    if (in_ratios && history.runs[change.run].baseline != baseline) continue;
    const auto& medians = in_ratios ? change.ratio : change.seconds;
    if (medians && (medians->second > medians->first) == (change.factor > 1))
      json["changes"].push_back({{"run", change.run},
                                 {"before", json_number(medians->first)},
                                 {"after", json_number(medians->second)},
                                 {"p", json_number(change.p)}});
  }
  return json;
}

Json run_json(const analysis::HistoryRun& run) {
  Json settings = Json::object();
  for (const auto& [name, value] : run.environment)
    settings[name] = value;
  return {{"id", run.id},
          {"started", run.started},
          {"folder", run.folder},
          {"baseline", run.baseline},
          {"environment_number", run.environment_number},
          {"environment", settings}};
}

Json point_json(const HistoryPoint& point) {
  return {{"run", point.run},
          {"seconds", json_number(point.seconds)},
          {"interval", json_interval(point.interval)},
          {"valid_samples", point.valid},
          {"ratio_to_baseline", json_number(point.ratio)},
          {"ratio_ci95", json_interval(point.ratio_interval)}};
}

Json change_json(const History& history, const analysis::HistoryChange& change) {
  return {{"run", change.run},
          {"p", json_number(change.p)},
          {"factor", json_number(change.factor)},
          {"seconds", json_interval(change.seconds)},
          {"ratio_to_baseline", json_interval(change.ratio)},
          {"text", change_text(history, change)}};
}

Json series_json(const History& history, const HistorySeries& series) {
  auto json = key_json(series);
  json["one_environment"] = series.one_environment;
  json["points"] = Json::array();
  for (const auto& point : series.points)
    json["points"].push_back(point_json(point));
  json["changes"] = Json::array();
  for (const auto& change : series.changes)
    json["changes"].push_back(change_json(history, change));
  return json;
}

}  // namespace

nlohmann::ordered_json history_data_json(const History& history) {
  Json json{{"kind", "history"}, {"runs", Json::array()}, {"series", Json::array()}};
  for (const auto& run : history.runs)
    json["runs"].push_back(
        {{"id", run.id}, {"started", run.started}, {"environment", environment_text(run)}});
  for (const auto& series : history.series)
    json["series"].push_back(drawn_series(history, series));
  return json;
}

std::string render_history_json(const History& history) {
  Json json{{"schema", "bxbench/history/1"},
            {"runs", Json::array()},
            {"environment_changes", Json::array()},
            {"series", Json::array()},
            {"warnings", history.warnings}};
  for (const auto& run : history.runs)
    json["runs"].push_back(run_json(run));
  for (const auto& [run, what] : history.environment_changes)
    json["environment_changes"].push_back({{"run", run}, {"what", what}});
  for (const auto& series : history.series)
    json["series"].push_back(series_json(history, series));
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace bxbench::report
