// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/stats/change_points.hpp>
#include <harness/report/history/history_report.hpp>
#include <harness/report/history/sparkline.hpp>
#include <harness/report/number.hpp>
#include <harness/report/place.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace bxbench::report {
namespace {

using analysis::History;
using analysis::HistoryChange;
using analysis::HistoryPoint;
using analysis::HistoryRun;
using analysis::HistorySeries;

/// Environment changes and runs left out that are told one by one, the latest ones.
constexpr std::size_t most_told = 10;

/// Columns of label, first, last and what is between them, where names are long.
constexpr int beside_sparkline = 60, narrowest_sparkline = 12, widest_sparkline = 48;

std::string date_of(const HistoryRun& run) {
  return run.started.substr(0, run.started.find('T'));
}

std::string named_run(const HistoryRun& run) {
  return fmt::format("{} ({})", run.id, date_of(run));
}

/// The last `most_told` of them, and how many there are beside those.
std::vector<std::string> latest(std::vector<std::string> lines, std::string_view what) {
  if (lines.size() <= most_told) return lines;
  const auto more = lines.size() - most_told;
  lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(more));
  lines.insert(lines.begin(), fmt::format("{} more {}", more, what));
  return lines;
}

std::vector<std::string> facts_of(const History& history) {
  const auto& runs = history.runs;
  std::vector<std::string> facts{
      runs.size() == 1
          ? date_of(runs.front())
          : fmt::format("{} to {} · {} environment{}", date_of(runs.front()), date_of(runs.back()),
                        history.environments, history.environments == 1 ? "" : "s"),
      "last run: " + environment_text(runs.back())};
  std::vector<std::string> changes;
  for (const auto& [run, what] : history.environment_changes)
    changes.push_back(fmt::format("another environment since run {}: {}", named_run(runs[run]),
                                  fmt::join(what, ", ")));
  for (auto& line : latest(std::move(changes), "changes of the environment before"))
    facts.push_back(std::move(line));
  return facts;
}

std::vector<std::string> notes_of(const History& history) {
  std::vector<std::string> notes{
      "medians of the whole job (restore, build, save) in the first and the last run; ratios to "
      "the "
      "baseline of the same run",
      fmt::format(
          "changes are Pettitt's test's, of ratios, or of seconds where there are none, with "
          "p up to {}; it takes {} runs or more to tell one",
          analysis::stats::change_significance, analysis::stats::fewest_for_change)};
  if (history.environments > 1)
    notes.emplace_back("seconds of different environments cannot be compared: compare the ratios");
  return notes;
}

/// How many scenarios measure more than one job, and so need its name.
std::map<measure::CellKey, int> jobs_of(const History& history) {
  std::map<measure::CellKey, std::vector<std::string>> jobs;
  for (const auto& series : history.series) {
    auto& known = jobs[{series.key.workload, "", series.key.scenario, ""}];
    if (std::find(known.begin(), known.end(), series.key.job) == known.end())
      known.push_back(series.key.job);
  }
  std::map<measure::CellKey, int> counts;
  for (const auto& [key, known] : jobs)
    counts[key] = static_cast<int>(known.size());
  return counts;
}

TableCell cell_of(const HistoryPoint& point) {
  TableCell cell;
  cell.value = human_seconds(point.seconds);
  cell.sort = point.seconds;
  if (point.ratio) cell.ratio = human_ratio(*point.ratio);
  return cell;
}

class Builder {
 public:
  Builder(const History& history, const Layout& layout)
      : history_(history), jobs_(jobs_of(history)), unicode_(layout.unicode) {
    width_ = std::clamp(layout.width - beside_sparkline, narrowest_sparkline, widest_sparkline);
  }

  Report build() {
    Report report;
    report.title = fmt::format("bxbench · history of {} run{}", history_.runs.size(),
                               history_.runs.size() == 1 ? "" : "s");
    report.facts = facts_of(history_);
    for (const auto& series : history_.series)
      table_of(report, series.key.workload).rows.push_back(row(report, series));
    report.notes = notes_of(history_);
    report.warnings = latest(history_.warnings, "such warnings");
    return report;
  }

 private:
  static Table& table_of(Report& report, const std::string& workload) {
    const auto found = std::find_if(report.tables.begin(), report.tables.end(),
                                    [&](const auto& table) { return table.title == workload; });
    if (found != report.tables.end()) return *found;
    return report.tables.emplace_back(Table{workload, {"first", "last", "course"}, {}, "series"});
  }

  TableRow row(Report& report, const HistorySeries& series) const {
    TableRow row{label(series.key), {}};
    auto& first = row.cells.emplace_back(cell_of(series.points.front()));
    first.ratio.clear();  // the last one is what counts, and room is short
    auto& last = row.cells.emplace_back(cell_of(series.points.back()));
    for (const auto& change : series.changes) {
      report.footnotes.push_back(
          fmt::format("{}: {}", place_name(series.key), change_text(history_, change)));
      last.footnotes.push_back(static_cast<int>(report.footnotes.size()));
    }
    TableCell course;
    course.value = sparkline(analysis::comparable_values(history_, series), width_, unicode_);
    const auto measured = series.points.size();
    if (measured < history_.runs.size())
      course.detail = fmt::format("{} run{}", measured, measured == 1 ? "" : "s");
    row.cells.push_back(std::move(course));
    return row;
  }

  std::string label(const measure::CellKey& key) const {
    auto text = key.scenario;
    if (jobs_.at({key.workload, "", key.scenario, ""}) > 1) text += " · " + key.job;
    return text + " · " + key.strategy;
  }

  const History& history_;
  std::map<measure::CellKey, int> jobs_;
  bool unicode_;
  int width_ = 0;
};

}  // namespace

Report build_history_report(const History& history, const Layout& layout) {
  return Builder(history, layout).build();
}

std::string change_text(const History& history, const HistoryChange& change) {
  const auto& run = history.runs[change.run];
  std::vector<std::string> parts;
  if (change.seconds)
    parts.push_back(fmt::format("{} → {}", human_seconds(change.seconds->first),
                                human_seconds(change.seconds->second)));
  if (change.ratio)
    parts.push_back(fmt::format("{} → {} of {}", human_ratio(change.ratio->first),
                                human_ratio(change.ratio->second), run.baseline));
  return fmt::format("since run {}: {}, {}", named_run(run), fmt::join(parts, "; "),
                     human_ratio(change.factor));
}

std::string environment_text(const HistoryRun& run) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : run.environment) {
    const bool counted = name == "CPUs" || name == "GB of memory";
    parts.push_back(name == "system" ? value
                    : counted        ? fmt::format("{} {}", value, name)
                                     : fmt::format("{} {}", name, value));
  }
  return fmt::format("{}", fmt::join(parts, " · "));
}

}  // namespace bxbench::report
