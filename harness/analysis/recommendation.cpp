// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/recommendation.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace bxbench::analysis {
namespace {

using measure::CellKey;

/// Job seconds by repetition, of the samples that are valid.
using Times = std::map<int, double>;

Times times_of(const Cell& cell) {
  Times times;
  for (const auto& sample : cell.samples)
    if (sample.valid && sample.job_seconds > 0) times[sample.repetition] = sample.job_seconds;
  return times;
}

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

  void add(const Cell& cell) {
    if (strategies_.insert(cell.key.strategy).second) order_.push_back(cell.key.strategy);
    const auto row = row_of(cell.key);
    if (cells_[row].empty()) rows_.push_back(row);
    cells_[row][cell.key.strategy] = &cell;
  }

  std::optional<Recommendation> recommend() const {
    Recommendation result;
    result.workload = workload_;
    result.rows = warm_rows();
    if (!strategies_.contains(baseline_) || strategies_.size() < 2 || result.rows.empty())
      return std::nullopt;
    for (const auto& strategy : order_)
      if (strategy != baseline_) result.ratings.push_back(rating(strategy, result.rows));
    std::stable_sort(result.ratings.begin(), result.ratings.end(),
                     [](const Rating& a, const Rating& b) { return rank(a) < rank(b); });
    choose(result);
    return result;
  }

 private:
  static double rank(const Rating& rating) {
    return rating.ratio ? rating.ratio->value : std::numeric_limits<double>::infinity();
  }

  std::vector<CellKey> warm_rows() const {
    std::vector<CellKey> rows;
    for (const auto& row : rows_) {
      const auto& beside = cells_.at(row);
      const bool warm = std::any_of(beside.begin(), beside.end(),
                                    [](const auto& one) { return claims_warm(*one.second); });
      if (warm && beside.size() == strategies_.size()) rows.push_back(row);
    }
    return rows;
  }

  Rating rating(const std::string& strategy, const std::vector<CellKey>& rows) const {
    Rating rating{strategy, {}, {}, {}};
    for (const auto& row : rows) {
      const auto& cell = *cells_.at(row).at(strategy);
      if (cell.valid_samples == 0)
        rating.unfit = fmt::format("no valid sample of {}", row.scenario);
      else if (auto failed = unfit_verdict(cell); !failed.empty())
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
      const auto& beside = cells_.at(row);
      const auto own = times_of(*beside.at(strategy)), other = times_of(*beside.at(reference));
      for (const auto& [repetition, seconds] : own) {
        const auto partner = other.find(repetition);
        if (partner == other.end()) continue;
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
    const auto best = std::find_if(result.ratings.begin(), result.ratings.end(),
                                   [](const auto& one) { return is_faster(one.ratio); });
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
  std::vector<CellKey> rows_;
  std::map<CellKey, std::map<std::string, const Cell*>> cells_;  ///< by row and strategy
};

}  // namespace

std::vector<Recommendation> recommend(const std::vector<Cell>& cells, const std::string& baseline) {
  std::vector<Study> studies;
  std::map<std::string, std::size_t> places;
  for (const auto& cell : cells) {
    const auto [place, added] = places.try_emplace(cell.key.workload, studies.size());
    if (added) studies.emplace_back(cell.key.workload, baseline);
    studies[place->second].add(cell);
  }
  std::vector<Recommendation> all;
  for (const auto& study : studies)
    if (auto recommendation = study.recommend()) all.push_back(std::move(*recommendation));
  return all;
}

}  // namespace bxbench::analysis
