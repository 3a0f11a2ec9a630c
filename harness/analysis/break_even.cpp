// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/break_even.hpp>
#include <harness/analysis/link_use.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace bxbench::analysis {
namespace {

using stats::Interval;

/// Seconds, and where they may lie.
struct Seconds {
  double value = 0;
  std::optional<Interval> range;
};

Seconds operator-(const Seconds& one, const Seconds& other) {
  Seconds difference{one.value - other.value, {}};
  if (one.range && other.range)
    difference.range =
        Interval{one.range->first - other.range->second, one.range->second - other.range->first};
  return difference;
}

/// T at infinite bandwidth, and M.
struct Model {
  const Cell* cell = nullptr;
  Seconds seconds;
  double bytes = 0;
};

std::optional<Model> model_of(const Cell& cell, const link::Shape& link) {
  if (cell.valid_samples == 0 || !cell.job_seconds.median) return std::nullopt;
  const auto use = link_use(cell, link);
  if (!use) return std::nullopt;
  Model model{&cell, {*cell.job_seconds.median - use->seconds, cell.job_seconds.ci95}, use->bytes};
  if (auto& range = model.seconds.range)
    range = Interval{range->first - use->seconds, range->second - use->seconds};
  return model;
}

/// Bytes a second, 100 Gbit/s: a crossing above is at a bandwidth that no runner has.
constexpr double most_bandwidth = 12.5e9;

/// `seconds` + `bytes` / B is how much slower one is: where is that below 0? Equal is not better.
std::pair<Wins, std::optional<double>> crossing_at(double seconds, double bytes) {
  if (seconds < 0 && bytes > -seconds * most_bandwidth) return {Wins::never, std::nullopt};
  if (seconds > 0 && -bytes > seconds * most_bandwidth) return {Wins::always, std::nullopt};
  if (seconds < 0 && bytes > 0) return {Wins::above, bytes / -seconds};
  if (seconds > 0 && bytes < 0) return {Wins::below, -bytes / seconds};
  return {seconds < 0 || bytes < 0 ? Wins::always : Wins::never, std::nullopt};
}

Crossing compare(const Model& one, const Model& other) {
  Crossing crossing;
  crossing.key = one.cell->key;
  crossing.against = other.cell->key.strategy;
  const auto slower = one.seconds - other.seconds;
  const double bytes = one.bytes - other.bytes;
  std::tie(crossing.wins, crossing.bytes_per_second) = crossing_at(slower.value, bytes);
  if (!slower.range) return crossing;
  const auto [wins_first, at_first] = crossing_at(slower.range->first, bytes);
  const auto [wins_last, at_last] = crossing_at(slower.range->second, bytes);
  crossing.certain = wins_first == crossing.wins && wins_last == crossing.wins;
  if (!crossing.bytes_per_second) return crossing;
  // Winning above: the slower it may be, the more bandwidth it needs. Winning below: the less.
  const bool above = crossing.wins == Wins::above;
  crossing.low = above ? at_first : at_last;
  crossing.high = above ? at_last : at_first;
  return crossing;
}

std::optional<int> builds_for(double extra, double saving) {
  if (saving < 0 || (saving == 0 && extra > 0)) return std::nullopt;  // it never pays
  if (extra <= 0) return 0;
  const double builds = std::ceil(extra / saving - 1e-9);
  constexpr double endless = 1e6;
  if (builds > endless) return std::nullopt;
  return static_cast<int>(builds);
}

class Study {
 public:
  Study(const std::vector<Cell>& cells, const std::string& baseline, const link::Shape& link)
      : baseline_(baseline) {
    for (const auto& cell : cells)
      if (auto model = model_of(cell, link)) models_.push_back(std::move(*model));
    for (const auto& model : models_) {
      by_key_.emplace(model.cell->key, &model);
      auto row = model.cell->key;
      row.strategy.clear();
      auto& beside = rows_[row];
      if (beside.empty()) row_order_.push_back(&beside);
      beside.push_back(&model);
    }
  }

  bool anything_moved() const {
    return std::any_of(models_.begin(), models_.end(),
                       [](const Model& model) { return model.bytes > 0; });
  }

  std::vector<Crossing> crossings() const {
    std::vector<Crossing> all;
    for (const auto& model : models_) {
      const auto* reference = find(model.cell->key, baseline_);
      if (reference && reference != &model) all.push_back(compare(model, *reference));
    }
    for (const auto* row : row_order_)
      for (auto one = row->begin(); one != row->end(); ++one)
        for (auto other = one + 1; other != row->end(); ++other)
          if (is_rival(**one) && is_rival(**other))
            add_change(compare(**one, **other), compare(**other, **one), all);
    return all;
  }

  std::vector<Payback> paybacks() const {
    std::vector<Payback> all;
    for (const auto& cold : models_) {
      if (cold.cell->key.scenario != "cold-build" || cold.cell->key.strategy == baseline_) continue;
      const auto* reference = find(cold.cell->key, baseline_);
      const auto* warm = find_scenario(cold.cell->key, cold.cell->key.strategy);
      const auto* warm_reference = find_scenario(cold.cell->key, baseline_);
      if (!reference || !warm || !warm_reference) continue;
      all.push_back(payback(cold, measured(cold) - measured(*reference),
                            measured(*warm_reference) - measured(*warm)));
    }
    return all;
  }

 private:
  /// Over the run's own link.
  static Seconds measured(const Model& model) {
    return {*model.cell->job_seconds.median, model.cell->job_seconds.ci95};
  }

  static Payback payback(const Model& cold, const Seconds& extra, const Seconds& saving) {
    Payback result{cold.cell->key.workload,
                   cold.cell->key.strategy,
                   extra.value,
                   saving.value,
                   builds_for(extra.value, saving.value),
                   {},
                   {}};
    if (!extra.range || !saving.range) return result;
    result.fewest = builds_for(extra.range->first, saving.range->second);
    result.most = builds_for(extra.range->second, saving.range->first);
    return result;
  }

  bool is_rival(const Model& model) const { return model.cell->key.strategy != baseline_; }

  /// The same crossing from the side of the one that wins where there is more bandwidth.
  static void add_change(const Crossing& one, const Crossing& other, std::vector<Crossing>& all) {
    if (one.wins == Wins::above) all.push_back(one);
    if (one.wins == Wins::below) all.push_back(other);
  }

  const Model* find(measure::CellKey key, const std::string& strategy) const {
    key.strategy = strategy;
    const auto found = by_key_.find(key);
    return found == by_key_.end() ? nullptr : found->second;
  }

  /// Its first measured job.
  const Model* find_scenario(const measure::CellKey& key, const std::string& strategy) const {
    const auto found = by_key_.lower_bound({key.workload, strategy, "warm-build", ""});
    if (found == by_key_.end()) return nullptr;
    const auto& other = found->first;
    return other.workload == key.workload && other.strategy == strategy &&
                   other.scenario == "warm-build"
               ? found->second
               : nullptr;
  }

  std::vector<Model> models_;
  std::map<measure::CellKey, const Model*> by_key_;
  std::map<measure::CellKey, std::vector<const Model*>> rows_;  ///< `strategy` is empty
  std::vector<const std::vector<const Model*>*> row_order_;
  const std::string& baseline_;
};

}  // namespace

std::optional<BreakEven> break_even(const std::vector<Cell>& cells, const std::string& baseline,
                                    std::string_view link) {
  BreakEven result;
  result.baseline = baseline;
  const auto shape = link::parse_shape(link.empty() ? "none" : link);
  if (!shape) return std::nullopt;
  const Study study(cells, baseline, *shape);
  if (!study.anything_moved()) return std::nullopt;
  result.crossings = study.crossings();
  result.paybacks = study.paybacks();
  if (result.crossings.empty() && result.paybacks.empty()) return std::nullopt;
  return result;
}

}  // namespace bxbench::analysis
