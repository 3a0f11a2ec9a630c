// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/rule.hpp>
#include <harness/report/diagnosis.hpp>
#include <harness/report/repository_path.hpp>
#include <harness/report/text.hpp>

#include <fmt/format.h>

namespace bxbench::report {
namespace {

/// A message of a workflow command; a property's value also without ':' and ','.
std::string escaped(std::string_view text, bool property) {
  std::string safe;
  for (const char letter : text) {
    const bool reserved = letter == '%' || letter == '\r' || letter == '\n' ||
                          (property && (letter == ':' || letter == ','));
    safe += reserved ? fmt::format("%{:02X}", static_cast<unsigned char>(letter))
                     : std::string(1, letter);
  }
  return safe;
}

std::string message(const diagnosis::Finding& finding) {
  auto text = clean(finding.job.empty() ? finding.evidence : finding.job + ": " + finding.evidence);
  const auto* rule = diagnosis::find_rule(finding.rule);
  if (finding.outcome == diagnosis::Outcome::fail && rule)
    text += "\n" + (finding.fix.empty() ? std::string(rule->fix) : finding.fix);
  if (!finding.correction.empty()) text += "\n" + finding.correction;
  return text;
}

std::string properties(const diagnosis::Finding& finding, const std::string& directory) {
  std::string all;
  const auto place = finding.places.empty() ? diagnosis::Place{} : finding.places.front();
  const auto file = place.file.empty() ? place.file : repository_path(place.file, directory);
  if (!file.empty()) {
    all += "file=" + escaped(clean(file), true) + ",";
    if (place.line > 0) all += fmt::format("line={},", place.line);
    if (place.column > 0) all += fmt::format("col={},", place.column);
  }
  return all + "title=" + escaped("bxbench " + finding.rule, true);
}

}  // namespace

std::string diagnosis_annotations(const Diagnosis& diagnosis, const Layout&) {
  std::string out;
  for (const auto& finding : diagnosis.findings) {
    if (finding.outcome == diagnosis::Outcome::pass) continue;
    const auto* command = finding.outcome == diagnosis::Outcome::fail ? "error" : "notice";
    out += fmt::format("::{} {}::{}\n", command, properties(finding, diagnosis.directory),
                       escaped(message(finding), false));
  }
  return out;
}

}  // namespace bxbench::report
