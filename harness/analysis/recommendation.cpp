// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/recommendation.hpp>
#include <harness/analysis/valid_times.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace bxbench::analysis {
namespace {

using measure::CellKey;

CellKey row_of(CellKey key) {
  key.strategy.clear();
  return key;
}

std::string unfit_verdict(const Cell& cell) {
  for (const auto& verdict : cell.verdicts)
    if (verdict.outcome == measure::Verdict::Outcome::fail && !verdict.expected)
      return fmt::format("rule {} failed in {}", verdict.rule, cell.key.scenario);
  return {};
}

bool claims_warm(const Cell& cell) {
  return std::any_of(cell.samples.begin(), cell.samples.end(),
                     [](const auto& sample) { return sample.claim == suite::Claim::warm; });
}

/// The cells of one workload.
class Study {
 public:
  Study(std::string workload, const std::string& baseline)
      : workload_(std::move(workload)), baseline_(baseline) {}

  void plan(const CellKey& key) {
    if (strategies_.insert(key.strategy).second) order_.push_back(key.strategy);
    planned_[key.scenario].insert(key.strategy);
  }

  void add(const Cell& cell) {
    plan(cell.key);
    const auto row = row_of(cell.key);
    if (cells_[row].empty()) rows_.push_back(row);
    cells_[row][cell.key.strategy] = &cell;
  }

  std::optional<Recommendation> recommend() const {
    Recommendation result;
    result.workload = workload_;
    for (const auto& row : warm_rows())
      (nothing_changed(row) ? result.unchanged : result.rows).push_back(row);
    if (result.rows.empty()) std::swap(result.rows, result.unchanged);
    if (!strategies_.contains(baseline_) || strategies_.size() < 2 || result.rows.empty())
      return std::nullopt;
    result.ratings = ratings(result.rows);
    choose(result);
    if (result.unchanged.empty()) return result;
    const auto all = ratings(result.unchanged);
    const auto best = first_faster(all);
    if (best != all.end()) result.unchanged_best = *best;
    return result;
  }

 private:
  /// Best first.
  std::vector<Rating> ratings(const std::vector<CellKey>& rows) const {
    std::vector<Rating> all;
    for (const auto& strategy : order_)
      if (strategy != baseline_) all.push_back(rating(strategy, rows));
    std::stable_sort(all.begin(), all.end(),
                     [](const Rating& a, const Rating& b) { return rank(a) < rank(b); });
    return all;
  }

  static std::vector<Rating>::const_iterator first_faster(const std::vector<Rating>& all) {
    return std::find_if(all.begin(), all.end(),
                        [](const auto& one) { return is_faster(one.ratio); });
  }

  bool nothing_changed(const CellKey& row) const {
    const auto& beside = cells_.at(row);
    return std::any_of(beside.begin(), beside.end(), [](const auto& one) {
      const auto& steps = one.second->steps;
      return steps.total > 0 && steps.cached == steps.total;
    });
  }

  static double rank(const Rating& rating) {
    return rating.ratio ? rating.ratio->value : std::numeric_limits<double>::infinity();
  }

  const Cell* cell_of(const CellKey& row, const std::string& strategy) const {
    const auto& beside = cells_.at(row);
    const auto found = beside.find(strategy);
    return found == beside.end() ? nullptr : found->second;
  }

  std::vector<CellKey> warm_rows() const {
    std::vector<CellKey> rows;
    for (const auto& row : rows_) {
      const auto& beside = cells_.at(row);
      const bool warm = std::any_of(beside.begin(), beside.end(),
                                    [](const auto& one) { return claims_warm(*one.second); });
      if (warm && planned_.at(row.scenario) == strategies_) rows.push_back(row);
    }
    return rows;
  }

  Rating rating(const std::string& strategy, const std::vector<CellKey>& rows) const {
    Rating rating{strategy, {}, {}, {}};
    for (const auto& row : rows) {
      const auto* cell = cell_of(row, strategy);
      if (cell == nullptr || cell->valid_samples == 0)
        rating.unfit = fmt::format("no valid sample of {}", row.scenario);
      else if (auto failed = unfit_verdict(*cell); !failed.empty())
        rating.unfit = std::move(failed);
      if (!rating.unfit.empty()) return rating;
    }
    rating.ratio = ratio(strategy, baseline_, rows);
    if (!rating.ratio) rating.unfit = "no repetition is valid both here and in the baseline";
    const auto cold = std::find_if(rows_.begin(), rows_.end(),
                                   [](const auto& row) { return row.scenario == "cold-build"; });
    if (cold == rows_.end()) return rating;
    const auto found = cells_.at(*cold).find(strategy);
    if (found != cells_.at(*cold).end()) rating.cold_cost = found->second->shift_to_baseline;
    return rating;
  }

  /// Of the geometric means over the rows.
  std::optional<stats::Ratio> ratio(const std::string& strategy, const std::string& reference,
                                    const std::vector<CellKey>& rows) const {
    std::map<int, std::pair<double, std::size_t>> sums;  // of logarithms, by repetition
    for (const auto& row : rows) {
      const auto *cell = cell_of(row, strategy), *partners = cell_of(row, reference);
      if (cell == nullptr || partners == nullptr) return std::nullopt;
      const auto own = valid_times(*cell), other = valid_times(*partners);
      for (const auto& [repetition, seconds] : own) {
        const auto partner = other.find(repetition);
        if (partner == other.end() || seconds <= 0 || partner->second <= 0) continue;
        auto& [sum, count] = sums[repetition];
        sum += std::log(seconds / partner->second);
        ++count;
      }
    }
    stats::Differences means;
    for (const auto& [repetition, of] : sums)
      if (of.second == rows.size()) means.push_back(of.first / static_cast<double>(of.second));
    const auto shift = stats::paired_shift(means);
    if (!shift) return std::nullopt;
    stats::Ratio ratio{std::exp(shift->value), {}, shift->p, shift->pairs};
    if (shift->ci95)
      ratio.ci95 = stats::Interval{std::exp(shift->ci95->first), std::exp(shift->ci95->second)};
    return ratio;
  }

  static bool is_faster(const std::optional<stats::Ratio>& ratio) {
    return ratio && stats::differs(*ratio) && ratio->value < 1;
  }

  void choose(Recommendation& result) const {
    result.tested = std::any_of(result.ratings.begin(), result.ratings.end(),
                                [](const auto& one) { return one.ratio && one.ratio->ci95; });
    const auto best = first_faster(result.ratings);
    if (best == result.ratings.end()) return;
    result.strategy = best->strategy;
    for (const auto& other : result.ratings) {
      if (other.strategy == best->strategy || !is_faster(other.ratio)) continue;
      const auto apart = ratio(other.strategy, best->strategy, result.rows);
      if (apart && !stats::differs(*apart)) result.as_good.push_back(other.strategy);
    }
  }

  std::string workload_;
  const std::string& baseline_;
  std::vector<std::string> order_;  ///< strategies as they came
  std::set<std::string> strategies_;
  std::map<std::string, std::set<std::string>> planned_;  ///< strategies by scenario
  std::vector<CellKey> rows_;
  std::map<CellKey, std::map<std::string, const Cell*>> cells_;  ///< by row and strategy
};

}  // namespace

std::vector<Recommendation> recommend(const std::vector<Cell>& cells, const std::string& baseline,
                                      const std::vector<CellKey>& planned) {
  std::vector<Study> studies;
  std::map<std::string, std::size_t> places;
  const auto study_of = [&](const std::string& workload) -> Study& {
    const auto [place, added] = places.try_emplace(workload, studies.size());
    if (added) studies.emplace_back(workload, baseline);
    return studies[place->second];
  };
  for (const auto& key : planned)
    study_of(key.workload).plan(key);
  for (const auto& cell : cells)
    study_of(cell.key.workload).add(cell);
  std::vector<Recommendation> all;
  for (const auto& study : studies)
    if (auto recommendation = study.recommend()) all.push_back(std::move(*recommendation));
  return all;
}

}  // namespace bxbench::analysis
