// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/break_even.hpp>
#include <harness/report/break_even_text.hpp>
#include <harness/report/build_report.hpp>
#include <harness/report/noise_warnings.hpp>
#include <harness/report/number.hpp>
#include <harness/report/remarks.hpp>
#include <harness/report/surroundings.hpp>
#include <harness/report/time_use.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace bxbench::report {
namespace {

using analysis::Cell;
using measure::CellKey;

void add_once(std::vector<std::string>& list, const std::string& word) {
  if (std::find(list.begin(), list.end(), word) == list.end()) list.push_back(word);
}

bool same_trial_cell(const CellKey& a, const CellKey& b) {
  return a.workload == b.workload && a.strategy == b.strategy && a.scenario == b.scenario;
}

/// Everything that has a place in a table: the plan first, then what only the results name.
std::vector<CellKey> all_keys(const journal::ResultSet& results, const std::vector<Cell>& cells) {
  auto keys = results.run.order;
  for (const auto& trial : results.trials)
    keys.push_back(trial.cell);
  for (const auto& cell : cells)
    keys.push_back(cell.key);
  return keys;
}

Trend trend_of(const std::optional<analysis::stats::Ratio>& ratio) {
  if (!ratio || !analysis::stats::differs(*ratio)) return Trend::unclear;
  return ratio->ci95->second < 1 ? Trend::faster : Trend::slower;
}

/// "[11.9–12.8]"; where so few samples cannot give 95 %, what they do give: "75 % [11.9–12.8]".
std::string interval_of(const analysis::stats::Summary& job) {
  const auto interval = analysis::stats::best_interval(job);
  if (!job.median || !interval) return {};
  const auto text = human_interval(*job.median, interval->first, interval->second);
  return job.ci95 ? text : fmt::format("{:.0f} % {}", 100 * *job.ci_coverage, text);
}

/// The figures of a cell that has valid samples.
TableCell figures(const Cell& cell, const std::string& baseline) {
  TableCell shown;
  const auto& job = cell.job_seconds;
  shown.value = job.median ? human_seconds(*job.median) : "–";
  shown.interval = interval_of(job);
  if (cell.ratio_to_baseline && cell.key.strategy != baseline) {
    shown.ratio = human_ratio(cell.ratio_to_baseline->value);
    shown.trend = trend_of(cell.ratio_to_baseline);
  }
  if (cell.steps.total > 0)
    shown.detail = fmt::format("{}/{} cached", cell.steps.cached, cell.steps.total);
  return shown;
}

class Builder {
 public:
  Builder(const journal::ResultSet& results, const std::vector<Cell>& cells)
      : results_(results), cells_(cells), keys_(all_keys(results, cells)) {}

  Report build() {
    Report report;
    const auto& run = results_.run;
    report.title = fmt::format("bxbench {} · run {}", run.environment.bxbench, run.id);
    report.facts = facts(results_.run);
    std::vector<std::string> workloads;
    for (const auto& key : keys_)
      add_once(workloads, key.workload);
    for (const auto& workload : workloads)
      report.tables.push_back(table(workload));
    report.notes = notes();
    if (const auto figures = analysis::break_even(cells_, run.baseline, run.environment.link))
      report.break_even = break_even_lines(*figures);
    report.footnotes = footnotes_.texts();
    report.warnings = warnings(results_);
    for (auto& warning : noise_warnings(cells_))
      report.warnings.push_back(std::move(warning));
    report.time_uses = time_uses(cells_);
    report.reproduce = reproduce(results_.run);
    return report;
  }

 private:
  Table table(const std::string& workload) {
    Table table;
    table.title = workload;
    std::vector<std::string> scenarios;
    for (const auto& key : keys_) {
      if (key.workload != workload) continue;
      add_once(table.columns, key.strategy);
      add_once(scenarios, key.scenario);
    }
    for (const auto& scenario : scenarios) {
      const auto jobs = jobs_of(workload, scenario);
      for (const auto& job : jobs) {
        TableRow row{jobs.size() > 1 ? scenario + " · " + job : scenario, {}};
        for (const auto& strategy : table.columns)
          row.cells.push_back(table_cell({workload, strategy, scenario, job}, job == jobs.back()));
        table.rows.push_back(std::move(row));
      }
    }
    return table;
  }

  /// Measured jobs of a scenario; one without a name when nothing was measured.
  std::vector<std::string> jobs_of(const std::string& workload, const std::string& scenario) const {
    std::vector<std::string> jobs;
    for (const auto& cell : cells_)
      if (cell.key.workload == workload && cell.key.scenario == scenario)
        add_once(jobs, cell.key.job);
    if (jobs.empty()) jobs.emplace_back();
    return jobs;
  }

  TableCell table_cell(const CellKey& key, bool last_job) {
    Place place{key, nullptr, {}, last_job};
    for (const auto& cell : cells_)
      if (cell.key == key) place.cell = &cell;
    for (const auto& trial : results_.trials)
      if (same_trial_cell(trial.cell, key)) place.trials.push_back(&trial);

    TableCell shown;
    if (place.cell && place.cell->valid_samples > 0)
      shown = figures(*place.cell, results_.run.baseline);
    for (const auto& [mark, text] : remarks(place)) {
      if (shown.mark == Mark::none) shown.mark = mark;  // the worst comes first
      shown.footnotes.push_back(footnotes_.add(key, text));
    }
    if (shown.value.empty() && !place.cell) shown.value = held(place.trials);
    if (shown.value.empty()) name_what_is_missing(shown);
    return shown;
  }

  /// Of a scenario that measures nothing: how many of its expectations held. Empty: it has none.
  static std::string held(const std::vector<const journal::TrialFinished*>& trials) {
    std::size_t stated = 0, failed = 0;
    for (const auto* trial : trials) {
      if (!trial->error.empty()) return {};
      stated += static_cast<std::size_t>(trial->expectations);
      failed += trial->failed_expectations.size();
    }
    return stated == 0 ? std::string{} : fmt::format("{}/{} held", stated - failed, stated);
  }

  static void name_what_is_missing(TableCell& shown) {
    if (shown.mark == Mark::failed) {
      shown.value = "failed";
    } else if (shown.mark == Mark::invalid) {
      shown.value = "invalid";
    } else {
      shown.value = "–";
      if (shown.mark == Mark::none) shown.mark = Mark::missing;
    }
  }

  std::vector<std::string> notes() const {
    const bool intervals = std::any_of(cells_.begin(), cells_.end(), [](const Cell& cell) {
      return cell.job_seconds.ci95.has_value();
    });
    return {fmt::format("median of the whole job (restore, build, save){}; ratios to {}, pair by "
                        "pair of one block",
                        intervals ? " [95 % interval]" : "", results_.run.baseline),
            "absolute times are of this machine: compare the ratios"};
  }

  const journal::ResultSet& results_;
  const std::vector<Cell>& cells_;
  std::vector<CellKey> keys_;
  Footnotes footnotes_;
};

}  // namespace

Report build_report(const journal::ResultSet& results, const std::vector<analysis::Cell>& cells) {
  return Builder(results, cells).build();
}

}  // namespace bxbench::report
