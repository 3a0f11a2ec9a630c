// SPDX-License-Identifier: Apache-2.0
#include <harness/report/json_values.hpp>
#include <harness/report/recommendation_json.hpp>

#include <nlohmann/json.hpp>

namespace bxbench::report {
namespace {

using Json = nlohmann::ordered_json;

Json rows_json(const std::vector<measure::CellKey>& rows) {
  auto list = Json::array();
  for (const auto& row : rows)
    list.push_back({{"scenario", row.scenario}, {"job", json_text(row.job)}});
  return list;
}

Json rating_json(const analysis::Rating& of) {
  Json json{{"strategy", of.strategy}, {"ratio", nullptr}, {"cold_seconds", nullptr}};
  if (of.ratio)
    json["ratio"] = {{"value", of.ratio->value},
                     {"ci95", json_interval(of.ratio->ci95)},
                     {"p", json_number(of.ratio->p)},
                     {"pairs", of.ratio->pairs}};
  if (of.cold_cost)
    json["cold_seconds"] = {{"seconds", of.cold_cost->value},
                            {"ci95", json_interval(of.cold_cost->ci95)}};
  json["unfit"] = json_text(of.unfit);
  return json;
}

}  // namespace

Json recommendations_json(const std::vector<analysis::Recommendation>& all) {
  auto list = Json::array();
  for (const auto& one : all) {
    Json json{{"workload", one.workload},        {"strategy", json_text(one.strategy)},
              {"as_good", one.as_good},          {"rows", Json::array()},
              {"unchanged_rows", Json::array()}, {"unchanged_strategy", nullptr},
              {"ratings", Json::array()}};
    json["rows"] = rows_json(one.rows);
    json["unchanged_rows"] = rows_json(one.unchanged);
    json["unchanged_strategy"] = one.unchanged_best ? Json(one.unchanged_best->strategy) : Json();
    for (const auto& rating : one.ratings)
      json["ratings"].push_back(rating_json(rating));
    list.push_back(std::move(json));
  }
  return list;
}

}  // namespace bxbench::report
