// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/rule.hpp>
#include <harness/report/diagnosis.hpp>
#include <harness/report/text.hpp>

#include <nlohmann/json.hpp>

namespace bxbench::report {
namespace {

using nlohmann::ordered_json;

const char* word(diagnosis::Outcome outcome) {
  switch (outcome) {
    case diagnosis::Outcome::pass:
      return "pass";
    case diagnosis::Outcome::fail:
      return "fail";
    case diagnosis::Outcome::inconclusive:
      break;
  }
  return "inconclusive";
}

ordered_json json_of(const diagnosis::Place& place) {
  return {
      {"file", place.file}, {"line", place.line}, {"column", place.column}, {"text", place.text}};
}

ordered_json json_of(const diagnosis::Finding& finding) {
  const auto* rule = diagnosis::find_rule(finding.rule);
  const bool failed = finding.outcome == diagnosis::Outcome::fail && rule;
  ordered_json json{{"rule", finding.rule},
                    {"outcome", word(finding.outcome)},
                    {"job", finding.job},
                    {"evidence", finding.evidence},
                    {"weight", finding.weight}};
  json["symptom"] = failed ? rule->symptom : "";
  json["cause"] = !failed ? "" : finding.cause.empty() ? rule->cause : finding.cause;
  json["fix"] = !failed ? "" : finding.fix.empty() ? rule->fix : finding.fix;
  json["correction"] = finding.correction;
  json["reproduce"] = failed ? rule->reproduce : "";
  json["places"] = ordered_json::array();
  for (const auto& place : finding.places)
    json["places"].push_back(json_of(place));
  return json;
}

}  // namespace

std::string diagnosis_json(const Diagnosis& diagnosis, const Layout&) {
  ordered_json json{{"schema", "bxbench/diagnosis/1"}, {"profile", diagnosis.profile}};
  json["read"] = diagnosis.read;
  json["findings"] = ordered_json::array();
  for (const auto& finding : diagnosis.findings)
    json["findings"].push_back(json_of(finding));
  return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace bxbench::report
