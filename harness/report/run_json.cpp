// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/noise.hpp>
#include <harness/report/break_even_json.hpp>
#include <harness/report/json_values.hpp>
#include <harness/report/recommendation_json.hpp>
#include <harness/report/run_json.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace bxbench::report {
namespace {

using Json = nlohmann::ordered_json;
using analysis::stats::Interval;
using analysis::stats::Summary;

constexpr std::array phase_names{"restore",      "inject",       "import",  "pull", "solve",
                                 "export_image", "export_cache", "extract", "save", "other"};
constexpr std::array byte_names{"restored", "saved", "stored", "imported", "exported"};

/// Counts of a machine: 0 is "not found out".
Json known(std::uint64_t count) {
  return count == 0 ? Json() : Json(count);
}

Json summary(const Summary& of) {
  if (of.samples.empty()) return {};
  return {{"median", json_number(of.median)},
          {"ci95", json_interval(of.ci95)},
          {"ci_coverage", json_number(of.ci_coverage)},
          {"min", json_number(of.min)},
          {"max", json_number(of.max)},
          {"mean", json_number(of.mean)},
          {"stddev", json_number(of.stddev)},
          {"samples", of.samples}};
}

Json ratio(const std::optional<analysis::stats::Ratio>& of) {
  if (!of) return {};
  return {{"value", json_number(of->value)},
          {"ci95", json_interval(of->ci95)},
          {"p", json_number(of->p)},
          {"pairs", of->pairs}};
}

Json shift(const std::optional<analysis::stats::Shift>& of) {
  if (!of) return {};
  return {{"seconds", json_number(of->value)}, {"ci95", json_interval(of->ci95)}};
}

Json noise_json(const std::vector<measure::Noise>& probes) {
  if (probes.empty()) return {};
  Json json{{"drift", json_number(analysis::drift(probes))},
            {"unfit", analysis::unfit(probes)},
            {"probes", Json::array()}};
  for (const auto& probe : probes)
    json["probes"].push_back(journal::to_json(probe));
  return json;
}

Json environment(const journal::Environment& of, const std::vector<measure::Noise>& noise) {
  return {{"bxbench", json_text(of.bxbench)}, {"docker", json_text(of.docker)},
          {"buildx", json_text(of.buildx)},   {"buildkit", json_text(of.buildkit)},
          {"driver", json_text(of.driver)},   {"os", json_text(of.os)},
          {"cpus", known(of.cpus)},           {"memory_bytes", known(of.memory_bytes)},
          {"link", json_text(of.link)},       {"bases", json_text(of.bases)},
          {"scratch", json_text(of.scratch)}, {"noise", noise_json(noise)}};
}

/// An object of all `names`: null where the map has no value.
template <std::size_t count, class Value, class Convert>
Json object_of(const std::array<const char*, count>& names,
               const std::map<std::string, Value>& values, Convert convert) {
  auto object = Json::object();
  for (const auto* name : names) {
    const auto found = values.find(name);
    object[name] = found == values.end() ? Json() : convert(found->second);
  }
  return object;
}

Json cell_json(const analysis::Cell& cell) {
  auto json = journal::to_json(cell.key);
  json["valid_samples"] = cell.valid_samples;
  json["invalid_samples"] = cell.invalid_samples;
  json["job_seconds"] = summary(cell.job_seconds);
  json["build_seconds"] = summary(cell.build_seconds);
  json["phases"] = object_of(phase_names, cell.phases, summary);
  json["steps"] = cell.valid_samples > 0 ? journal::to_json(cell.steps) : Json();
  json["bytes"] = object_of(byte_names, cell.bytes, [](Bytes bytes) { return Json(bytes); });
  json["ratio_to_baseline"] = ratio(cell.ratio_to_baseline);
  json["shift_to_baseline"] = shift(cell.shift_to_baseline);
  json["slow_first"] = json_number(cell.slow_first);
  json["outliers"] = cell.outliers;
  json["verdicts"] = Json::array();
  for (const auto& verdict : cell.verdicts)
    json["verdicts"].push_back(journal::to_json(verdict));
  return json;
}

Json trial_json(const journal::TrialFinished& trial) {
  return {{"trial", trial.trial},
          {"workload", trial.cell.workload},
          {"strategy", trial.cell.strategy},
          {"scenario", trial.cell.scenario},
          {"repetition", trial.repetition}};
}

void add_trials(Json& json, const std::vector<journal::TrialFinished>& trials) {
  for (const auto* name : {"trials", "samples", "errors", "failed_expectations"})
    json[name] = Json::array();
  for (const auto& trial : trials) {
    auto& one = json["trials"].emplace_back(trial_json(trial));
    one["expectations"] = trial.expectations;
    one["failed_expectations"] = trial.failed_expectations.size();
    one["jobs_run"] = trial.jobs_run;
    one["jobs_restored"] = trial.jobs_restored;
    for (const auto& sample : trial.samples)
      json["samples"].push_back(journal::to_json(sample));
    if (!trial.error.empty()) {
      auto& error = json["errors"].emplace_back(trial_json(trial));
      error["kind"] = json_text(trial.error_kind);
      error["message"] = trial.error;
    }
    for (const auto& [message, where] : trial.failed_expectations) {
      auto& expectation = json["failed_expectations"].emplace_back(trial_json(trial));
      expectation["message"] = message;
      expectation["where"] = json_text(where);
    }
  }
}

}  // namespace

nlohmann::ordered_json run_json(const journal::ResultSet& results,
                                const std::vector<analysis::Cell>& cells) {
  const auto& [run, trials, finished, noise, torn_tail] = results;
  Json json{{"schema", "bxbench/run/1"},
            {"id", run.id},
            {"started", run.started},
            {"finished", finished ? Json(finished->finished) : Json()},
            {"interrupted", !finished || finished->interrupted || !finished->stopped.empty()},
            {"stopped", finished ? json_text(finished->stopped) : Json()},
            {"torn_journal", torn_tail},
            {"command", run.command},
            {"seed", run.seed},
            {"repetitions", run.repetitions},
            {"baseline", run.baseline},
            {"environment", environment(run.environment, noise)}};
  json["cells"] = Json::array();
  for (const auto& cell : cells)
    json["cells"].push_back(cell_json(cell));
  json["break_even"] =
      break_even_json(analysis::break_even(cells, run.baseline, run.environment.link));
  json["recommendations"] =
      recommendations_json(analysis::recommend(cells, run.baseline, run.order));
  add_trials(json, trials);
  return json;
}

std::string render_run_json(const journal::ResultSet& results,
                            const std::vector<analysis::Cell>& cells) {
  return run_json(results, cells).dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace bxbench::report
