// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/cells.hpp>
#include <harness/analysis/median_sample.hpp>
#include <harness/analysis/stats/outliers.hpp>
#include <harness/analysis/stats/rank_sum.hpp>
#include <harness/analysis/valid_times.hpp>
#include <harness/measure/names.hpp>

#include <algorithm>
#include <cmath>

namespace bxbench::analysis {
namespace {

using measure::Sample;
using measure::Verdict;
using ValidSamples = std::vector<const Sample*>;

ValidSamples valid_ones(const std::vector<Sample>& samples) {
  ValidSamples valid;
  for (const auto& sample : samples)
    if (sample.valid) valid.push_back(&sample);
  return valid;
}

/// The statistics of what `read` finds in each sample; samples without it do not count.
template <class Read>
stats::Summary summarize(const ValidSamples& samples, Read read) {
  std::vector<double> values;
  for (const auto* sample : samples)
    if (const std::optional<double> value = read(*sample)) values.push_back(*value);
  return stats::summarize(std::move(values));
}

std::map<std::string, stats::Summary> summarize_phases(const ValidSamples& samples) {
  std::map<std::string, stats::Summary> phases;
  for (const auto& [name, field] : measure::phase_fields) {
    const auto phase = field;  // Clang before 16 captures no structured binding
    auto summary = summarize(samples, [&](const Sample& sample) { return sample.phases.*phase; });
    if (!summary.samples.empty()) phases.emplace(name, std::move(summary));
  }
  return phases;
}

std::optional<double> restored(const Sample& sample) {
  const auto& restore = sample.evidence.restore;
  if (!restore || !restore->hit) return std::nullopt;
  return static_cast<double>(restore->bytes);
}

std::optional<double> saved(const Sample& sample) {
  const auto& save = sample.evidence.save;
  if (!save || !save->stored) return std::nullopt;
  return static_cast<double>(save->bytes);
}

/// What the services sent to or received from a build that imports and exports by itself. Where an
/// archive was looked up or saved too, the services saw both and nothing is told apart.
std::optional<double> moved(const Sample& sample, Bytes measure::Traffic::*direction) {
  const auto& evidence = sample.evidence;
  if (sample.carries != suite::Carries::layers || evidence.traffic.empty() || evidence.restore ||
      evidence.save)
    return std::nullopt;
  double sum = 0;
  for (const auto& [service, traffic] : evidence.traffic)
    sum += static_cast<double>(traffic.*direction);
  return sum;
}

std::map<std::string, Bytes> median_bytes(const ValidSamples& samples) {
  std::map<std::string, Bytes> bytes;
  const auto add = [&](const char* name, auto read) {
    if (const auto median = summarize(samples, read).median)
      bytes[name] = static_cast<Bytes>(std::llround(*median));
  };
  add("restored", restored);
  add("saved", saved);
  add("imported", [](const Sample& sample) { return moved(sample, &measure::Traffic::sent); });
  add("exported", [](const Sample& sample) { return moved(sample, &measure::Traffic::received); });
  return bytes;
}

/// How far an outcome is from what should happen. A scenario that is made to trip a rule shows
/// nothing when the rule holds.
int badness(const Verdict& verdict) {
  if (verdict.outcome == Verdict::Outcome::inconclusive) return 1;
  return (verdict.outcome == Verdict::Outcome::fail) != verdict.expected ? 2 : 0;
}

std::vector<Verdict> worst_verdicts(const std::vector<Sample>& samples) {
  std::vector<Verdict> worst;
  for (const auto& sample : samples)
    for (const auto& verdict : sample.verdicts) {
      const auto known = std::find_if(worst.begin(), worst.end(),
                                      [&](const auto& one) { return one.rule == verdict.rule; });
      if (known == worst.end())
        worst.push_back(verdict);
      else if (badness(verdict) > badness(*known))
        *known = verdict;
    }
  return worst;
}

void find_oddities(Cell& cell, const ValidSamples& valid) {
  const auto& seconds = cell.job_seconds.samples;
  for (const auto place : stats::outliers(seconds))
    cell.outliers.push_back(valid[place]->repetition);
  if (!valid.empty() && valid.front()->repetition == 1)
    cell.slow_first = stats::slow_first(seconds);
}

void compute_statistics(Cell& cell) {
  const auto valid = valid_ones(cell.samples);
  cell.valid_samples = static_cast<int>(valid.size());
  cell.invalid_samples = static_cast<int>(cell.samples.size() - valid.size());
  cell.job_seconds = summarize(valid, [](const Sample& sample) { return sample.job_seconds; });
  cell.build_seconds = summarize(valid, [](const Sample& sample) { return sample.build_seconds; });
  cell.phases = summarize_phases(valid);
  if (const auto* median = median_sample(cell.samples)) cell.steps = median->evidence.steps;
  cell.bytes = median_bytes(valid);
  cell.verdicts = worst_verdicts(cell.samples);
  find_oddities(cell, valid);
}

std::vector<Cell> group(const std::vector<Sample>& samples) {
  std::vector<Cell> cells;
  std::map<measure::CellKey, std::size_t> index;
  for (const auto& sample : samples) {
    const auto [place, added] = index.try_emplace(sample.cell, cells.size());
    if (added) cells.emplace_back().key = sample.cell;
    cells[place->second].samples.push_back(sample);
  }
  return cells;
}

/// The job times of two cells in the repetitions that are valid in both.
struct Paired {
  std::vector<double> value, baseline;
};

Paired pair_by_repetition(const Cell& cell, const Cell& baseline) {
  const auto seconds = valid_times(baseline);
  Paired paired;
  for (const auto* sample : valid_ones(cell.samples)) {
    const auto partner = seconds.find(sample->repetition);
    if (partner == seconds.end()) continue;
    paired.value.push_back(sample->job_seconds);
    paired.baseline.push_back(partner->second);
  }
  return paired;
}

void compare(Cell& cell, const Cell& baseline) {
  const auto [value, reference] = pair_by_repetition(cell, baseline);
  if (!value.empty()) {
    cell.ratio_to_baseline = stats::paired_ratio(value, reference);
    cell.shift_to_baseline = stats::paired_difference(value, reference);
    return;
  }
  const auto &all = cell.job_seconds.samples, &all_reference = baseline.job_seconds.samples;
  cell.ratio_to_baseline = stats::unpaired_ratio(all, all_reference);
  cell.shift_to_baseline = stats::unpaired_difference(all, all_reference);
}

void compare_with_baseline(std::vector<Cell>& cells, const std::string& baseline) {
  std::map<measure::CellKey, const Cell*> references;
  for (const auto& cell : cells)
    if (cell.key.strategy == baseline) references.emplace(cell.key, &cell);
  for (auto& cell : cells) {
    if (cell.key.strategy == baseline) continue;
    auto key = cell.key;
    key.strategy = baseline;
    const auto reference = references.find(key);
    if (reference != references.end()) compare(cell, *reference->second);
  }
}

}  // namespace

std::vector<Cell> build_cells(const std::vector<Sample>& samples, const std::string& baseline) {
  auto cells = group(samples);
  for (auto& cell : cells)
    compute_statistics(cell);
  compare_with_baseline(cells, baseline);
  return cells;
}

}  // namespace bxbench::analysis
