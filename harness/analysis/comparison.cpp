// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/comparison.hpp>
#include <harness/analysis/comparison_causes.hpp>
#include <harness/analysis/stats/rank_sum.hpp>
#include <harness/analysis/stats/welch.hpp>
#include <harness/analysis/valid_times.hpp>

#include <boost/math/special_functions/binomial.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace bxbench::analysis {
namespace {

using measure::CellKey;
using Cells = std::map<CellKey, const Cell*>;

constexpr double alpha = 1 - stats::confidence;

Cells by_key(const std::vector<Cell>& cells) {
  Cells map;
  for (const auto& cell : cells)
    map.emplace(cell.key, &cell);
  return map;
}

/// What is compared of a cell: seconds, or its ratios to the baseline in the same blocks.
std::vector<double> values_of(const Cell& cell, const Cells& run, const std::string* baseline) {
  if (baseline == nullptr) return cell.job_seconds.samples;
  auto key = cell.key;
  key.strategy = *baseline;
  const auto reference = run.find(key);
  if (reference == run.end()) return {};
  const auto partners = valid_times(*reference->second);
  std::vector<double> ratios;
  for (const auto& [repetition, seconds] : valid_times(cell)) {
    const auto partner = partners.find(repetition);
    if (partner != partners.end() && partner->second > 0)
      ratios.push_back(seconds / partner->second);
  }
  return ratios;
}

/// The smallest p value that Mann and Whitney's test can have.
double least_p(std::size_t n, std::size_t m) {
  return 2 / boost::math::binomial_coefficient<double>(static_cast<unsigned>(n + m),
                                                       static_cast<unsigned>(n));
}

std::optional<stats::Ratio> ratio_of(const std::vector<double>& now,
                                     const std::vector<double>& base, std::size_t cells) {
  constexpr std::size_t always_enough = 100;
  if (now.empty() || base.empty()) return std::nullopt;
  const bool ranks_suffice =
      now.size() + base.size() > always_enough ||
      least_p(now.size(), base.size()) / 2 <= alpha / static_cast<double>(cells);
  auto by_ranks = stats::unpaired_ratio(now, base);
  if (ranks_suffice && by_ranks && by_ranks->ci95) return by_ranks;
  auto ratio = stats::welch_ratio(now, base);
  return ratio ? ratio : by_ranks;
}

/// Holm: of p values in ascending order, the i-th of m (from 0) is held against alpha / (m - i), up
/// to the first that fails. The question has a side, slower or faster, so p is half of the
/// two-sided one.
std::set<const CellChange*> confirmed(const std::vector<CellChange>& cells) {
  std::vector<const CellChange*> tested;
  for (const auto& cell : cells)
    if (cell.ratio && cell.ratio->p) tested.push_back(&cell);
  std::stable_sort(tested.begin(), tested.end(),
                   [](const auto* a, const auto* b) { return *a->ratio->p < *b->ratio->p; });
  std::set<const CellChange*> found;
  for (std::size_t i = 0; i < tested.size(); ++i) {
    const auto& ratio = *tested[i]->ratio;
    if (*ratio.p / 2 > alpha / static_cast<double>(tested.size() - i)) break;
    if (ratio.ci95 && (ratio.ci95->first > 1 || ratio.ci95->second < 1)) found.insert(tested[i]);
  }
  return found;
}

Change judge(const CellChange& cell, bool is_confirmed, double limit) {
  if (cell.base->valid_samples > 0 && cell.now->valid_samples == 0) return Change::broken;
  if (cell.base->valid_samples == 0 && cell.now->valid_samples > 0) return Change::mended;
  if (!cell.new_failures.empty()) return Change::broken;
  if (!cell.ratio) return Change::unclear;
  if (is_confirmed) return cell.ratio->value > 1 ? Change::slower : Change::faster;
  const auto& interval = cell.ratio->ci95;
  const bool narrow =
      interval && interval->first >= 1 / (1 + limit) && interval->second <= 1 + limit;
  return narrow ? Change::same : Change::unclear;
}

CellChange paired(const Cell& base, const Cell& now, const CompareOptions& options) {
  CellChange change;
  change.key = now.key;
  change.base = &base;
  change.now = &now;
  change.is_reference = options.relative && now.key.strategy == options.new_baseline;
  return change;
}

}  // namespace

Comparison compare_runs(const std::vector<Cell>& base, const std::vector<Cell>& now,
                        const CompareOptions& options) {
  const auto before = by_key(base), after = by_key(now);
  Comparison result;
  for (const auto& cell : now) {
    const auto partner = before.find(cell.key);
    if (partner == before.end())
      result.only_new.push_back(cell.key);
    else
      result.cells.push_back(paired(*partner->second, cell, options));
  }
  for (const auto& cell : base)
    if (!after.contains(cell.key)) result.only_base.push_back(cell.key);
  const auto compared =
      static_cast<std::size_t>(std::count_if(result.cells.begin(), result.cells.end(),
                                             [](const auto& cell) { return !cell.is_reference; }));
  for (auto& cell : result.cells) {
    if (cell.is_reference) continue;
    const auto* own = options.relative ? &options.new_baseline : nullptr;
    const auto* other = options.relative ? &options.base_baseline : nullptr;
    cell.ratio =
        ratio_of(values_of(*cell.now, after, own), values_of(*cell.base, before, other), compared);
  }
  const auto real = confirmed(result.cells);
  for (auto& cell : result.cells) {
    add_causes(cell);
    cell.change = judge(cell, real.contains(&cell), options.limit);
    cell.suspect = cell.ratio && cell.ratio->value > 1 + options.limit;
    cell.regression = cell.change == Change::slower && cell.suspect;
  }
  return result;
}

}  // namespace bxbench::analysis
