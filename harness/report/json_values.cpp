// SPDX-License-Identifier: Apache-2.0
#include <harness/report/json_values.hpp>

#include <cmath>

namespace bxbench::report {

using Json = nlohmann::ordered_json;

Json json_number(const std::optional<double>& value) {
  return value && std::isfinite(*value) ? Json(*value) : Json();
}

Json json_text(const std::string& value) {
  return value.empty() ? Json() : Json(value);
}

Json json_interval(const std::optional<analysis::stats::Interval>& value) {
  return value ? Json::array({json_number(value->first), json_number(value->second)}) : Json();
}

}  // namespace bxbench::report
