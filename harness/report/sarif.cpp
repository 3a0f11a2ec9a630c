// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/rule.hpp>
#include <harness/report/diagnosis.hpp>
#include <harness/report/repository_path.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cctype>
#include <map>

namespace bxbench::report {
namespace {

using diagnosis::Finding;
using diagnosis::Outcome;
using nlohmann::ordered_json;

/// A path as the relative reference of a URI: what is none of its characters is percent-encoded.
std::string uri_of(std::string_view path) {
  std::string uri;
  for (const unsigned char letter : path) {
    const bool plain =
        std::isalnum(letter) != 0 ||
        std::string_view("-._~/").find(static_cast<char>(letter)) != std::string_view::npos;
    uri += plain ? std::string(1, static_cast<char>(letter)) : fmt::format("%{:02X}", letter);
  }
  return uri;
}

/// Nothing is added for a place in what was piped in.
void add_location(ordered_json& list, const diagnosis::Place& place, const std::string& directory) {
  const auto file = repository_path(place.file, directory);
  if (file.empty()) return;
  ordered_json physical{{"artifactLocation", {{"uri", uri_of(file)}}}};
  if (place.line > 0) {
    physical["region"] = {{"startLine", place.line}};
    if (place.column > 0) physical["region"]["startColumn"] = place.column;
    if (!place.text.empty()) physical["region"]["snippet"] = {{"text", place.text}};
  }
  ordered_json location{{"physicalLocation", std::move(physical)}};
  list.push_back(std::move(location));
}

/// Braces are for placeholders, others are doubled (SARIF 2.1.0, 3.11.5).
std::string with_braces_doubled(std::string_view text) {
  std::string doubled;
  for (const char letter : text)
    doubled.append(letter == '{' || letter == '}' ? 2 : 1, letter);
  return doubled;
}

/// The file that a finding without a place is about: code hosts take no result without location.
std::string file_of(const Finding& finding, const std::vector<std::string>& files) {
  for (const auto& file : files)
    if (finding.job.ends_with(file)) return file;
  for (const auto& file : files)
    if (finding.job.empty() && (file.ends_with(".yml") || file.ends_with(".yaml"))) return file;
  return files.empty() ? std::string{} : files.front();
}

std::string message(const Finding& finding, const diagnosis::Rule* rule) {
  auto text = finding.job.empty() ? finding.evidence : finding.job + ": " + finding.evidence;
  if (finding.outcome != Outcome::fail || !rule) return text + ".";
  text += fmt::format(". {} {}", finding.cause.empty() ? rule->cause : finding.cause,
                      finding.fix.empty() ? rule->fix : finding.fix);
  if (!finding.correction.empty()) text += "\n\n" + finding.correction;
  return text;
}

ordered_json result_of(const Finding& finding, std::size_t index, const Diagnosis& diagnosis) {
  const bool failed = finding.outcome == Outcome::fail;
  ordered_json result{{"ruleId", finding.rule},
                      {"ruleIndex", index},
                      {"kind", failed ? "fail" : "open"},
                      {"level", failed ? "error" : "none"},
                      {"rank", finding.weight * 100}};
  result["message"] = {
      {"text", with_braces_doubled(message(finding, diagnosis::find_rule(finding.rule)))}};
  auto& locations = result["locations"] = ordered_json::array();
  const auto file = file_of(finding, diagnosis.files);
  if (!finding.places.empty())
    add_location(locations, finding.places.front(), diagnosis.directory);
  else if (!file.empty())
    add_location(locations, {file}, diagnosis.directory);
  auto related = ordered_json::array();
  for (std::size_t i = 1; i < finding.places.size(); ++i)
    add_location(related, finding.places[i], diagnosis.directory);
  if (!related.empty()) result["relatedLocations"] = std::move(related);
  return result;
}

ordered_json describe(const diagnosis::Rule& rule) {
  return {{"id", rule.name},
          {"shortDescription", {{"text", rule.summary}}},
          {"fullDescription", {{"text", fmt::format("{} {}", rule.symptom, rule.cause)}}},
          {"help", {{"text", rule.fix}}}};
}

}  // namespace

std::string diagnosis_sarif(const Diagnosis& diagnosis, const Layout&) {
  ordered_json driver{{"name", "bxbench"}, {"rules", ordered_json::array()}};
  std::map<std::string, std::size_t> indices;
  for (const auto& rule : diagnosis::all_rules()) {
    indices[rule.name] = indices.size();
    driver["rules"].push_back(describe(rule));
  }
  ordered_json results = ordered_json::array();
  for (const auto& finding : diagnosis.findings)
    if (finding.outcome != Outcome::pass)
      results.push_back(result_of(finding, indices[finding.rule], diagnosis));
  ordered_json run{{"tool", {{"driver", std::move(driver)}}}, {"results", std::move(results)}};
  ordered_json sarif{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                     {"version", "2.1.0"}};
  sarif["runs"] = ordered_json::array({std::move(run)});
  return sarif.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace bxbench::report
