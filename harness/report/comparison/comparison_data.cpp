// SPDX-License-Identifier: Apache-2.0
#include <harness/report/comparison/comparison_data.hpp>
#include <harness/report/json_values.hpp>

#include <nlohmann/json.hpp>

#include <cmath>

namespace bxbench::report {
namespace {

using Json = nlohmann::ordered_json;

Json side(const analysis::Cell& cell) {
  auto phases = Json::object();
  for (const auto& [name, summary] : cell.phases)
    phases[name] = json_number(summary.median);
  const auto interval = analysis::stats::best_interval(cell.job_seconds);
  return {{"median", json_number(cell.job_seconds.median)},
          {"low", interval ? json_number(interval->first) : Json()},
          {"high", interval ? json_number(interval->second) : Json()},
          {"samples", cell.job_seconds.samples},
          {"phases", std::move(phases)}};
}

}  // namespace

Json comparison_data(const Compared& compared) {
  Json json{{"kind", "comparison"}, {"fail_above", compared.options.limit}};
  json["cells"] = Json::array();
  for (const auto& change : compared.comparison.cells) {
    auto cell = journal::to_json(change.key);
    const auto& ratio = change.ratio;
    const bool ends = ratio && ratio->ci95;
    cell["ratio"] = ratio ? json_number(ratio->value) : Json();
    cell["low"] = ends ? json_number(ratio->ci95->first) : Json();
    cell["high"] = ends ? json_number(ratio->ci95->second) : Json();
    cell["outcome"] = outcome_word(change, compared);
    cell["base"] = side(*change.base);
    cell["new"] = side(*change.now);
    json["cells"].push_back(std::move(cell));
  }
  return json;
}

}  // namespace bxbench::report
