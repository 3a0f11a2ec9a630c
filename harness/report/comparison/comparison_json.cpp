// SPDX-License-Identifier: Apache-2.0
#include <harness/journal/differences.hpp>
#include <harness/report/comparison/comparison_json.hpp>
#include <harness/report/json_values.hpp>

#include <nlohmann/json.hpp>

#include <cmath>

namespace bxbench::report {
namespace {

using Json = nlohmann::ordered_json;

Json ratio(const std::optional<analysis::stats::Ratio>& of) {
  if (!of) return {};
  return {{"value", json_number(of->value)},
          {"ci95", json_interval(of->ci95)},
          {"p", json_number(of->p)}};
}

Json parts(const std::vector<analysis::PartChange>& changes) {
  auto list = Json::array();
  for (const auto& part : changes)
    list.push_back({{"name", part.name},
                    {"before", json_number(part.before)},
                    {"after", json_number(part.after)},
                    {"was", json_text(part.was)}});
  return list;
}

Json side(const analysis::Cell& cell) {
  return {{"valid_samples", cell.valid_samples},
          {"invalid_samples", cell.invalid_samples},
          {"median", json_number(cell.job_seconds.median)},
          {"samples", cell.job_seconds.samples}};
}

const char* word(Gate gate) {
  return gate == Gate::fails ? "fails" : gate == Gate::tolerated ? "tolerated" : "passes";
}

Json cell_json(const analysis::CellChange& change, const Compared& compared) {
  auto json = journal::to_json(change.key);
  json["ratio"] = ratio(change.ratio);
  json["change"] = outcome_word(change, compared);
  json["gate"] = word(gate_of(change, compared));
  json["base"] = side(*change.base);
  json["new"] = side(*change.now);
  json["phases"] = parts(change.phases);
  json["steps"] = parts(change.steps);
  json["no_longer_cached"] = Json::array();
  for (const auto& [name, reason] : change.lost)
    json["no_longer_cached"].push_back({{"name", name}, {"reason", json_text(reason)}});
  json["new_failures"] = change.new_failures;
  return json;
}

Json keys(const std::vector<measure::CellKey>& list) {
  auto json = Json::array();
  for (const auto& key : list)
    json.push_back(journal::to_json(key));
  return json;
}

}  // namespace

std::string render_comparison_json(const Compared& compared) {
  const auto& [base, now, comparison, options, tolerances, today, again] = compared;
  const auto differ = journal::differences(base.run, now.run);
  Json json{{"schema", "bxbench/comparison/1"},
            {"base", base.run.id},
            {"new", now.run.id},
            {"measured_again", again != nullptr ? Json(again->run.id) : Json()},
            {"fail_above", options.limit},
            {"relative", options.relative},
            {"failed", gate_fails(compared) || !not_reached(compared).empty()},
            {"differences",
             {{"tools", differ.tools},
              {"machine", differ.machine},
              {"conditions", differ.conditions},
              {"inputs", differ.inputs}}}};
  json["cells"] = Json::array();
  for (const auto& change : comparison.cells)
    json["cells"].push_back(cell_json(change, compared));
  json["broken_trials"] = Json::array();
  for (const auto& [key, reason] : broken_trials(compared)) {
    auto& broken = json["broken_trials"].emplace_back(journal::to_json(key));
    broken["reason"] = reason;
  }
  json["not_reached"] = keys(not_reached(compared));
  json["only_base"] = keys(comparison.only_base);
  json["only_new"] = keys(comparison.only_new);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace bxbench::report
