// SPDX-License-Identifier: Apache-2.0
#include <harness/report/csv.hpp>
#include <harness/report/csv_field.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <vector>

namespace bxbench::report {
namespace {

/// A column and where its value stands in the JSON form of a sample; what is not there, or null,
/// is an empty field.
struct Column {
  const char* name;
  const char* pointer;
};

constexpr std::array columns{
    Column{"trial", "/trial"},
    Column{"workload", "/cell/workload"},
    Column{"strategy", "/cell/strategy"},
    Column{"scenario", "/cell/scenario"},
    Column{"job", "/cell/job"},
    Column{"repetition", "/repetition"},
    Column{"claim", "/claim"},
    Column{"carries", "/carries"},
    Column{"valid", "/valid"},
    Column{"invalid_reason", "/invalid_reason"},
    Column{"job_seconds", "/job_seconds"},
    Column{"build_seconds", "/build_seconds"},
    Column{"restore_seconds", "/phases/restore"},
    Column{"inject_seconds", "/phases/inject"},
    Column{"import_seconds", "/phases/import"},
    Column{"pull_seconds", "/phases/pull"},
    Column{"solve_seconds", "/phases/solve"},
    Column{"export_image_seconds", "/phases/export_image"},
    Column{"export_cache_seconds", "/phases/export_cache"},
    Column{"extract_seconds", "/phases/extract"},
    Column{"save_seconds", "/phases/save"},
    Column{"other_seconds", "/phases/other"},
    Column{"steps_total", "/evidence/steps/total"},
    Column{"steps_cached", "/evidence/steps/cached"},
    Column{"steps_executed", "/evidence/steps/executed"},
    Column{"restore_hit", "/evidence/restore/hit"},
    Column{"restored_bytes", "/evidence/restore/bytes"},
    Column{"save_stored", "/evidence/save/stored"},
    Column{"saved_bytes", "/evidence/save/bytes"},
    Column{"cache_hits", "/evidence/cache_traffic/hits"},
    Column{"cache_misses", "/evidence/cache_traffic/misses"},
    Column{"cache_retries", "/evidence/cache_traffic/retries"},
    Column{"cache_failures", "/evidence/cache_traffic/failures"},
    Column{"downloads", "/evidence/downloads"},
    Column{"artifact_fresh", "/evidence/artifact_fresh"},
};

std::string field(const nlohmann::ordered_json& sample, const char* pointer) {
  const nlohmann::ordered_json::json_pointer place(pointer);
  if (!sample.contains(place) || sample[place].is_null()) return {};
  const auto& value = sample[place];
  return value.is_string() ? csv_field(value.get<std::string>()) : value.dump();
}

std::string failed_rules(const measure::Sample& sample) {
  std::string rules;
  for (const auto& verdict : sample.verdicts)
    if (verdict.outcome == measure::Verdict::Outcome::fail)
      rules += (rules.empty() ? "" : " ") + verdict.rule;
  return csv_field(rules);
}

}  // namespace

std::string render_csv(const journal::ResultSet& results) {
  std::string text;
  for (const auto& column : columns)
    text += fmt::format("{},", column.name);
  text += "failed_rules\n";
  for (const auto& trial : results.trials)
    for (const auto& sample : trial.samples) {
      const auto json = journal::to_json(sample);
      for (const auto& column : columns)
        text += field(json, column.pointer) + ',';
      text += failed_rules(sample) + '\n';
    }
  return text;
}

}  // namespace bxbench::report
