// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/link_use.hpp>
#include <harness/analysis/median_sample.hpp>
#include <harness/measure/names.hpp>
#include <harness/report/json_values.hpp>
#include <harness/report/page/run_data.hpp>

#include <nlohmann/json.hpp>

#include <cmath>
#include <map>

namespace bxbench::report {
namespace {

using Json = nlohmann::ordered_json;

Json phases(const analysis::Cell& cell) {
  auto json = Json::object();
  for (const auto& [name, field] : measure::phase_fields) {
    const auto found = cell.phases.find(std::string(name));
    json[std::string(name)] =
        found == cell.phases.end() ? Json() : json_number(found->second.median);
  }
  return json;
}

Json samples(const analysis::Cell& cell) {
  auto list = Json::array();
  for (const auto& sample : cell.samples)
    list.push_back({{"repetition", sample.repetition},
                    {"seconds", json_number(sample.job_seconds)},
                    {"valid", sample.valid}});
  return list;
}

/// Null where the journal tells of no vertex.
Json timeline(const analysis::Cell& cell) {
  const auto* sample = analysis::median_sample(cell.samples);
  if (sample == nullptr || sample->evidence.timeline.empty()) return {};
  std::map<std::string, std::string> misses;
  for (const auto& step : sample->evidence.step_list)
    if (step.miss) misses.emplace(step.name, step.miss->text);
  auto vertices = Json::array();
  for (const auto& vertex : sample->evidence.timeline) {
    const auto miss = misses.find(vertex.name);
    vertices.push_back({{"name", vertex.name},
                        {"phase", vertex.phase},
                        {"start", json_number(vertex.started)},
                        {"seconds", json_number(vertex.seconds)},
                        {"cached", vertex.cached},
                        {"miss", miss == misses.end() ? Json() : Json(miss->second)}});
  }
  const auto before = sample->phases.restore.value_or(0) + sample->phases.inject.value_or(0);
  const auto after = sample->phases.extract.value_or(0) + sample->phases.save.value_or(0);
  return {{"job_seconds", json_number(sample->job_seconds)},
          {"build_start", json_number(before)},
          {"after_seconds", json_number(after)},
          {"vertices", std::move(vertices)}};
}

Json ratio(const std::optional<analysis::stats::Ratio>& of) {
  if (!of) return {};
  return {{"value", json_number(of->value)},
          {"low", of->ci95 ? json_number(of->ci95->first) : Json()},
          {"high", of->ci95 ? json_number(of->ci95->second) : Json()}};
}

Json cell_json(const analysis::Cell& cell, const std::optional<link::Shape>& link) {
  auto json = journal::to_json(cell.key);
  const auto interval = analysis::stats::best_interval(cell.job_seconds);
  json["median"] = json_number(cell.job_seconds.median);
  json["low"] = interval ? json_number(interval->first) : Json();
  json["high"] = interval ? json_number(interval->second) : Json();
  json["ratio"] = ratio(cell.ratio_to_baseline);
  json["valid"] = cell.valid_samples;
  json["invalid"] = cell.invalid_samples;
  json["phases"] = phases(cell);
  json["samples"] = samples(cell);
  const auto use = link ? analysis::link_use(cell, *link) : std::nullopt;
  json["link_bytes"] = use ? json_number(use->bytes) : Json();
  json["link_seconds"] = use ? json_number(use->seconds) : Json();
  json["timeline"] = timeline(cell);
  return json;
}

}  // namespace

Json run_data(const Results& results) {
  const auto& run = results.journal.run;
  const auto& name = run.environment.link;
  const auto parsed = link::parse_shape(name.empty() ? "none" : name);
  const auto link = parsed ? std::optional(*parsed) : std::nullopt;
  const double down = link ? link->down : 0;
  Json json{{"kind", "run"},
            {"baseline", run.baseline},
            {"link", name},
            {"link_bytes_per_second", down > 0 ? Json(down) : Json()}};
  json["cells"] = Json::array();
  for (const auto& cell : results.cells)
    json["cells"].push_back(cell_json(cell, link));
  return json;
}

}  // namespace bxbench::report
