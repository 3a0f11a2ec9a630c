// SPDX-License-Identifier: Apache-2.0
#include <harness/journal/record.hpp>
#include <harness/report/break_even_json.hpp>

#include <nlohmann/json.hpp>

namespace bxbench::report {
namespace {

using Json = nlohmann::ordered_json;
using analysis::Wins;

template <class Value>
Json known(const std::optional<Value>& value) {
  return value ? Json(*value) : Json();
}

const char* word(Wins wins) {
  switch (wins) {
    case Wins::always:
      return "always";
    case Wins::never:
      return "never";
    case Wins::above:
      return "above";
    case Wins::below:
      break;
  }
  return "below";
}

Json crossing(const analysis::Crossing& of) {
  auto json = journal::to_json(of.key);
  json["against"] = of.against;
  json["wins"] = word(of.wins);
  json["bytes_per_second"] = known(of.bytes_per_second);
  json["low"] = known(of.low);
  json["high"] = known(of.high);
  json["certain"] = known(of.certain);
  return json;
}

Json payback(const analysis::Payback& of) {
  return {{"workload", of.workload},
          {"strategy", of.strategy},
          {"extra_seconds", of.extra_seconds},
          {"saving_seconds", of.saving_seconds},
          {"builds", known(of.builds)},
          {"fewest", known(of.fewest)},
          {"most", known(of.most)}};
}

}  // namespace

nlohmann::ordered_json break_even_json(const std::optional<analysis::BreakEven>& figures) {
  if (!figures) return {};
  Json json{{"crossings", Json::array()}, {"paybacks", Json::array()}};
  for (const auto& one : figures->crossings)
    json["crossings"].push_back(crossing(one));
  for (const auto& one : figures->paybacks)
    json["paybacks"].push_back(payback(one));
  return json;
}

}  // namespace bxbench::report
