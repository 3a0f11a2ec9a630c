// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/break_even.hpp>
#include <harness/report/break_even_text.hpp>
#include <harness/report/build_report.hpp>
#include <harness/report/noise_warnings.hpp>
#include <harness/report/number.hpp>
#include <harness/report/recommendation_text.hpp>
#include <harness/report/remarks.hpp>
#include <harness/report/surroundings.hpp>
#include <harness/report/time_use.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace bxbench::report {
namespace {

using analysis::Cell;
using measure::CellKey;

/// The cell of a trial: every job of it.
CellKey trial_key(CellKey key) {
  key.job.clear();
  return key;
}

/// What has a place in the tables, in order: the plan first, then what only the results name.
class Places {
 public:
  Places(const journal::ResultSet& results, const std::vector<Cell>& cells) {
    for (const auto& key : results.run.order)
      add(key);
    for (const auto& trial : results.trials) {
      add(trial.cell);
      trials_[trial_key(trial.cell)].push_back(&trial);
    }
    for (const auto& cell : cells) {
      add(cell.key);
      cells_.emplace(cell.key, &cell);
      auto& jobs = jobs_[{cell.key.workload, "", cell.key.scenario, ""}];
      if (std::find(jobs.begin(), jobs.end(), cell.key.job) == jobs.end())
        jobs.push_back(cell.key.job);
    }
  }

  /// The strategies and scenarios of one workload.
  struct Workload {
    std::string name;
    std::vector<std::string> strategies, scenarios;
  };
  const std::vector<Workload>& workloads() const { return workloads_; }

  /// Measured jobs of a scenario; one without a name when nothing was measured.
  std::vector<std::string> jobs(const std::string& workload, const std::string& scenario) const {
    const auto found = jobs_.find({workload, "", scenario, ""});
    return found == jobs_.end() ? std::vector<std::string>{""} : found->second;
  }

  Place place(const CellKey& key, bool last_job) const {
    Place place{key, nullptr, {}, last_job};
    if (const auto cell = cells_.find(key); cell != cells_.end()) place.cell = cell->second;
    const auto trials = trials_.find(trial_key(key));
    if (trials != trials_.end()) place.trials = trials->second;
    return place;
  }

 private:
  void add(const CellKey& key) {
    const auto [place, is_new] = index_.try_emplace(key.workload, workloads_.size());
    if (is_new) workloads_.push_back({key.workload, {}, {}});
    auto& workload = workloads_[place->second];
    if (names_.insert({key.workload, key.strategy, "", ""}).second)
      workload.strategies.push_back(key.strategy);
    if (names_.insert({key.workload, "", key.scenario, ""}).second)
      workload.scenarios.push_back(key.scenario);
  }

  std::vector<Workload> workloads_;
  std::map<std::string, std::size_t> index_;
  std::set<CellKey> names_;  ///< with strategy or scenario: those that are listed
  std::map<CellKey, std::vector<std::string>> jobs_;
  std::map<CellKey, const Cell*> cells_;
  std::map<CellKey, std::vector<const journal::TrialFinished*>> trials_;
};

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
  shown.sort = job.median;
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
      : results_(results), cells_(cells), places_(results, cells) {}

  Report build() {
    Report report;
    const auto& run = results_.run;
    report.title = fmt::format("bxbench {} · run {}", run.environment.bxbench, run.id);
    report.facts = facts(results_.run);
    for (const auto& workload : places_.workloads())
      report.tables.push_back(table(workload));
    report.conclusion = {
        "recommendation",
        recommendation_lines(cells_, analysis::recommend(cells_, run.baseline, run.order),
                             run.baseline, run.environment.link)};
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
  Table table(const Places::Workload& workload) {
    Table table;
    table.title = workload.name;
    table.columns = workload.strategies;
    for (const auto& scenario : workload.scenarios) {
      const auto jobs = places_.jobs(workload.name, scenario);
      for (const auto& job : jobs) {
        TableRow row{jobs.size() > 1 ? scenario + " · " + job : scenario, {}};
        for (const auto& strategy : table.columns)
          row.cells.push_back(
              table_cell({workload.name, strategy, scenario, job}, job == jobs.back()));
        table.rows.push_back(std::move(row));
      }
    }
    return table;
  }

  TableCell table_cell(const CellKey& key, bool last_job) {
    const auto place = places_.place(key, last_job);
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
    const bool certain = std::any_of(cells_.begin(), cells_.end(), [](const Cell& cell) {
      return trend_of(cell.ratio_to_baseline) != Trend::unclear;
    });
    std::vector<std::string> notes{
        fmt::format("median of the whole job (restore, build, save){}; ratios to {}, pair by pair "
                    "of one block",
                    intervals ? " [95 % interval]" : "", results_.run.baseline)};
    if (certain)
      notes.push_back(fmt::format("{} faster, {} slower: interval and test of the ratio agree",
                                  trend_mark(Trend::faster), trend_mark(Trend::slower)));
    notes.emplace_back("absolute times are of this machine: compare the ratios");
    return notes;
  }

  const journal::ResultSet& results_;
  const std::vector<Cell>& cells_;
  Places places_;
  Footnotes footnotes_;
};

}  // namespace

Report build_report(const journal::ResultSet& results, const std::vector<analysis::Cell>& cells) {
  return Builder(results, cells).build();
}

}  // namespace bxbench::report
