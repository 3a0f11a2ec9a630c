// SPDX-License-Identifier: Apache-2.0
#include <harness/report/comparison/build_comparison.hpp>
#include <harness/report/comparison/causes_text.hpp>
#include <harness/report/comparison/comparison_warnings.hpp>
#include <harness/report/number.hpp>
#include <harness/report/place.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace bxbench::report {
namespace {

using analysis::CellChange;
using analysis::Change;
using measure::CellKey;

class Builder {
 public:
  explicit Builder(const Compared& compared) : compared_(compared) {}

  Report build() {
    const auto& [base, now, comparison, options, tolerances, today, again] = compared_;
    Report report;
    report.title = fmt::format("bxbench {} · {} compared with {}", now.run.environment.bxbench,
                               now.run.id, base.run.id);
    report.facts = {run_line("base", base), run_line("new", now)};
    if (again != nullptr) report.facts.push_back(run_line("measured again", *again));
    for (const auto& change : comparison.cells)
      add(change, report);
    for (auto& table : report.tables)
      fill_up(table);
    report.conclusion = {"gate", gate()};
    report.notes = notes();
    report.footnotes = footnotes_;
    report.warnings = comparison_warnings(compared_);
    return report;
  }

 private:
  static std::string run_line(const char* title, const journal::ResultSet& results) {
    const auto& [id, started] = std::tie(results.run.id, results.run.started);
    const auto& on = results.run.environment;
    const auto count = results.run.repetitions;
    auto text = fmt::format("{}: {} · {} · {} {} · link {}", title, id, started, count,
                            count == 1 ? "repetition" : "repetitions", on.link);
    if (!on.docker.empty()) text += " · docker " + on.docker;
    if (!on.buildkit.empty()) text += " · BuildKit " + on.buildkit;
    return text;
  }

  void add(const CellChange& change, Report& report) {
    auto& table = table_of(change.key.workload, report);
    const auto label = change.key.job.empty()
                           ? change.key.scenario
                           : fmt::format("{} · {}", change.key.scenario, change.key.job);
    const auto column = place(table.columns, change.key.strategy);
    const auto [at, is_new] = rows_.try_emplace({change.key.workload, label}, table.rows.size());
    if (is_new) table.rows.push_back({label, {}});
    auto& row = table.rows[at->second];
    if (row.cells.size() <= column) row.cells.resize(column + 1, missing());
    row.cells[column] = cell(change);
  }

  Table& table_of(const std::string& workload, Report& report) {
    const auto [place, is_new] = tables_.try_emplace(workload, report.tables.size());
    if (is_new) report.tables.push_back({workload, columns_of(workload), {}});
    return report.tables[place->second];
  }

  /// Strategies in the order of the plan, even where the first row lacks some.
  std::vector<std::string> columns_of(const std::string& workload) const {
    std::set<std::string> compared;
    for (const auto& change : compared_.comparison.cells)
      if (change.key.workload == workload) compared.insert(change.key.strategy);
    std::vector<std::string> columns;
    for (const auto& key : compared_.now.run.order)
      if (key.workload == workload && compared.erase(key.strategy) > 0)
        columns.push_back(key.strategy);
    return columns;
  }

  static std::size_t place(std::vector<std::string>& list, const std::string& word) {
    const auto found = std::find(list.begin(), list.end(), word);
    const auto at = static_cast<std::size_t>(found - list.begin());
    if (found == list.end()) list.push_back(word);
    return at;
  }

  static TableCell missing() {
    TableCell cell;
    cell.value = "–";
    cell.mark = Mark::missing;
    return cell;
  }

  static void fill_up(Table& table) {
    for (auto& row : table.rows)
      row.cells.resize(table.columns.size(), missing());
  }

  TableCell cell(const CellChange& change) {
    TableCell shown;
    shown.value = outcome_word(change, compared_);
    if (change.ratio) {
      shown.value = fmt::format("{} {}", human_ratio(change.ratio->value), shown.value);
      shown.sort = change.ratio->value;
      if (const auto& interval = change.ratio->ci95)
        shown.interval = fmt::format("[{:.2f}–{:.2f}]", interval->first, interval->second);
    }
    const auto &before = change.base->job_seconds.median, &after = change.now->job_seconds.median;
    shown.detail = fmt::format("{} → {}", before ? human_seconds(*before) : "–",
                               after ? human_seconds(*after) : "–");
    if (change.change == Change::slower) shown.trend = Trend::slower;
    if (change.change == Change::faster) shown.trend = Trend::faster;
    if (gate_of(change, compared_) == Gate::fails) shown.mark = Mark::verdict;
    if (change.change == Change::broken && change.now->valid_samples == 0)
      shown.mark = Mark::invalid;
    if (const auto text = remark(change); !text.empty()) {
      footnotes_.push_back(fmt::format("{}: {}", place_name(change.key), text));
      shown.footnotes.push_back(static_cast<int>(footnotes_.size()));
    }
    return shown;
  }

  std::string remark(const CellChange& change) const {
    const bool moved = change.change == Change::slower || change.change == Change::faster ||
                       change.change == Change::broken || change.suspect;
    if (!moved) return {};
    std::vector<std::string> parts;
    if (change.change == Change::broken && change.now->valid_samples == 0)
      parts.push_back(no_valid_sample(*change.now));
    if (auto why = causes(change); !why.empty()) parts.push_back(std::move(why));
    const auto* tolerance = analysis::tolerance_of(change, compared_.tolerances, compared_.today);
    if (tolerance != nullptr)
      parts.push_back(fmt::format("tolerated up to +{:.3g} % until {}: {}", 100 * tolerance->up_to,
                                  tolerance->until, tolerance->reason));
    const auto* beyond =
        analysis::exceeded_tolerance(change, compared_.tolerances, compared_.today);
    if (beyond != nullptr)
      parts.push_back(fmt::format(
          "slower than the +{:.3g} % that line {} of the tolerances allows until {}: {}",
          100 * beyond->up_to, beyond->line, beyond->until, beyond->reason));
    if (change.suspect && !change.regression && change.change == Change::unclear)
      parts.emplace_back(compared_.again != nullptr
                             ? "slower as it seems, but not certain"
                             : "slower as it seems, but not certain: measure again with --confirm, "
                               "or both runs with more repetitions");
    return parts.empty() ? std::string{} : fmt::format("{}.", fmt::join(parts, "; "));
  }

  static std::string no_valid_sample(const analysis::Cell& cell) {
    for (const auto& sample : cell.samples)
      if (!sample.valid) return fmt::format("no sample is valid: {}", sample.invalid_reason);
    return "no sample is valid";
  }

  std::vector<std::string> gate() const {
    std::map<Gate, std::vector<CellKey>> by_gate;
    for (const auto& change : compared_.comparison.cells)
      by_gate[gate_of(change, compared_)].push_back(change.key);
    const auto limit = 100 * compared_.options.limit;
    std::vector<std::string> lines;
    const auto& failing = by_gate[Gate::fails];
    const auto broken = broken_trials(compared_);
    for (const auto& [key, reason] : broken)
      lines.push_back(fmt::format("FAILED: {}: {}", place_name(key), reason));
    const auto missing = not_reached(compared_);
    if (!missing.empty())
      lines.push_back(fmt::format(
          "not passed: {} of the base missing in the new run, which did not come to its end; "
          "go on with it by bxbench run --resume: {}",
          cells_text(missing.size()), place_names(missing)));
    if (failing.empty() && broken.empty() && missing.empty())
      lines.push_back(
          fmt::format("passed: of {} none is broken or certainly slower by more than "
                      "{:.3g} %",
                      cells_text(compared_.comparison.cells.size()), limit));
    if (!failing.empty())
      lines.push_back(
          fmt::format("FAILED: {} of {} certainly slower and by more than {:.3g} %, or "
                      "broken: {}",
                      failing.size(), cells_text(compared_.comparison.cells.size()), limit,
                      place_names(failing)));
    if (!by_gate[Gate::tolerated].empty())
      lines.push_back(fmt::format("tolerated: {}", place_names(by_gate[Gate::tolerated])));
    return lines;
  }

  std::vector<std::string> notes() const {
    const auto what =
        compared_.options.relative
            ? fmt::format("the cell's ratio to {} in its own run", compared_.options.new_baseline)
            : std::string("the whole job");
    return {
        fmt::format("new over base of {} [95 % interval]; medians of the whole job below", what),
        "slower or faster: the interval leaves 1 out, and a test over all cells together agrees"};
  }

  const Compared& compared_;
  std::map<std::string, std::size_t> tables_;                        ///< by workload
  std::map<std::pair<std::string, std::string>, std::size_t> rows_;  ///< by workload and label
  std::vector<std::string> footnotes_;
};

}  // namespace

Report build_comparison(const Compared& compared) {
  return Builder(compared).build();
}

}  // namespace bxbench::report
