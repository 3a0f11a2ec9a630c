// SPDX-License-Identifier: Apache-2.0
#include <harness/report/number.hpp>
#include <harness/report/recommendation_text.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <map>
#include <set>

namespace bxbench::report {
namespace {

using analysis::Cell;
using analysis::Rating;
using analysis::Recommendation;
using measure::CellKey;

/// "0.54×", "0.54× [0.48–0.61]"
std::string interval_of(const analysis::stats::Ratio& ratio) {
  const auto value = human_ratio(ratio.value);
  if (!ratio.ci95) return value;
  return fmt::format("{} [{:.2f}–{:.2f}]", value, ratio.ci95->first, ratio.ci95->second);
}

class Writer {
 public:
  Writer(const std::vector<Cell>& cells, const std::string& baseline, std::string_view link)
      : baseline_(baseline),
        link_(link.empty() || link == "none" ? std::string("without a link between jobs and caches")
                                             : fmt::format("on a {} link", link)) {
    for (const auto& cell : cells) {
      cells_.emplace(cell.key, &cell);
      jobs_[{cell.key.workload, "", cell.key.scenario, ""}].insert(cell.key.job);
    }
  }

  std::string line(const Recommendation& of) const {
    auto text = fmt::format("{}, {}: ", of.workload, link_);
    text += of.strategy.empty() ? nothing(of) : choice(of);
    if (of.unchanged_best)
      text += fmt::format(" While nothing changes ({}), {} is fastest: {}.", names_of(of.unchanged),
                          of.unchanged_best->strategy, interval_of(*of.unchanged_best->ratio));
    for (const auto& rating : of.ratings)
      if (!rating.unfit.empty())
        text += fmt::format(" Not rated: {} ({}).", rating.strategy, rating.unfit);
    return text;
  }

 private:
  /// With its job, where the scenario measures several.
  std::string name_of(const CellKey& row) const {
    const auto jobs = jobs_.find({row.workload, "", row.scenario, ""});
    return jobs == jobs_.end() || jobs->second.size() < 2
               ? row.scenario
               : fmt::format("{} · {}", row.scenario, row.job);
  }

  std::string names_of(const std::vector<CellKey>& rows) const {
    std::vector<std::string> names;
    for (const auto& row : rows)
      names.push_back(name_of(row));
    if (names.size() == 1) return names.front();
    const auto last = names.back();
    names.pop_back();
    return fmt::format("{} and {}", fmt::join(names, ", "), last);
  }

  std::string choice(const Recommendation& of) const {
    const Rating* best = nullptr;
    for (const auto& rating : of.ratings)
      if (rating.strategy == of.strategy) best = &rating;
    auto text = fmt::format("{}. Its jobs take {} of {}'s time over {}: {}.", of.strategy,
                            interval_of(*best->ratio), baseline_, names_of(of.rows),
                            fmt::join(changes(of), ", "));
    if (best->cold_cost) text += cost(*best->cold_cost);
    if (!of.as_good.empty())
      text +=
          fmt::format(" As good as far as these samples tell: {}.", fmt::join(of.as_good, ", "));
    return text;
  }

  /// "source-change 41.0 s → 12.0 s"
  std::vector<std::string> changes(const Recommendation& of) const {
    std::vector<std::string> all;
    for (auto row : of.rows) {
      const auto name = name_of(row);
      row.strategy = of.strategy;
      const auto own = cells_.find(row);
      row.strategy = baseline_;
      const auto other = cells_.find(row);
      if (own == cells_.end() || other == cells_.end()) continue;
      const auto& now = own->second->job_seconds;
      const auto& before = other->second->job_seconds;
      if (!now.median || !before.median) continue;
      auto change = fmt::format("{} {} → {}", name, human_seconds(*before.median),
                                human_seconds(*now.median));
      if (now.ci95) change += ' ' + human_interval(*now.median, now.ci95->first, now.ci95->second);
      all.push_back(std::move(change));
    }
    return all;
  }

  static std::string cost(const analysis::stats::Shift& shift) {
    const bool certain = shift.ci95 && (shift.ci95->first > 0 || shift.ci95->second < 0);
    if (shift.ci95 && !certain) return " A cold build costs no more as far as these samples tell.";
    return fmt::format(" A cold build takes {} {}.", human_seconds(std::abs(shift.value)),
                       shift.value < 0 ? "less" : "longer");
  }

  std::string nothing(const Recommendation& of) const {
    std::vector<std::string> rated;
    for (const auto& rating : of.ratings)
      if (rating.ratio) rated.push_back(rating.strategy + ' ' + interval_of(*rating.ratio));
    if (rated.empty()) return fmt::format("no strategy could be rated against {}.", baseline_);
    if (!of.tested)
      return fmt::format(
          "nothing is certain with so few samples (ask for more with -n 6); over {}: {}.",
          names_of(of.rows), fmt::join(rated, ", "));
    return fmt::format("no strategy is faster than {} as far as these samples tell; over {}: {}.",
                       baseline_, names_of(of.rows), fmt::join(rated, ", "));
  }

  const std::string& baseline_;
  std::string link_;
  std::map<CellKey, const Cell*> cells_;
  std::map<CellKey, std::set<std::string>> jobs_;  ///< by workload and scenario
};

}  // namespace

std::vector<std::string> recommendation_lines(const std::vector<Cell>& cells,
                                              const std::vector<Recommendation>& recommendations,
                                              const std::string& baseline, std::string_view link) {
  const Writer writer(cells, baseline, link);
  std::vector<std::string> lines;
  for (const auto& one : recommendations)
    lines.push_back(writer.line(one));
  return lines;
}

}  // namespace bxbench::report
