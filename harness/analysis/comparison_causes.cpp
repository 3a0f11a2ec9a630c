// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/comparison_causes.hpp>
#include <harness/analysis/median_sample.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace bxbench::analysis {
namespace {

using measure::Sample;
using measure::StepRecord;

constexpr double worth_telling = 0.1;  ///< of a cell's change
constexpr std::size_t most_told = 4;

/// "[build 3/7] RUN make" is place "build 3" and instruction "RUN make".
struct StepName {
  std::string place, instruction;
};

StepName split(const std::string& name) {
  const auto end = name.find("] ");
  if (!name.starts_with('[') || end == std::string::npos) return {"", name};
  const auto slash = name.find('/');
  return {name.substr(1, std::min(slash, end) - 1), name.substr(end + 2)};
}

/// Seconds of a step: the median over the valid samples that have it.
struct Step {
  StepName name;
  std::vector<double> seconds;
  double median() const { return stats::summarize(seconds).median.value_or(0); }
};

/// The steps of all valid samples, by their names, in the order of the first.
std::vector<Step> steps_of(const Cell& cell) {
  std::vector<Step> steps;
  std::map<std::string, std::size_t> places;
  for (const auto& sample : cell.samples) {
    if (!sample.valid) continue;
    for (const auto& record : sample.evidence.step_list) {
      const auto [place, is_new] = places.try_emplace(record.name, steps.size());
      if (is_new) steps.push_back({split(record.name), {}});
      steps[place->second].seconds.push_back(record.seconds);
    }
  }
  return steps;
}

/// Which step of `base` is which of `now`: its number, or none.
std::vector<const Step*> partners_of(const std::vector<Step>& now, const std::vector<Step>& base) {
  std::vector<const Step*> partners(now.size(), nullptr);
  std::set<const Step*> taken;
  const auto match = [&](auto is_same) {
    for (std::size_t i = 0; i < now.size(); ++i) {
      if (partners[i] != nullptr) continue;
      const auto found = std::find_if(base.begin(), base.end(), [&](const Step& step) {
        return !taken.contains(&step) && is_same(now[i].name, step.name);
      });
      if (found == base.end()) continue;
      partners[i] = &*found;
      taken.insert(&*found);
    }
  };
  match([](const StepName& a, const StepName& b) {
    return a.place == b.place && a.instruction == b.instruction;
  });
  match([](const StepName& a, const StepName& b) { return a.instruction == b.instruction; });
  match(
      [](const StepName& a, const StepName& b) { return !a.place.empty() && a.place == b.place; });
  return partners;
}

/// Keeps what changed in the direction of `whole` and by a part of it that is worth telling.
std::vector<PartChange> heaviest(std::vector<PartChange> parts, double whole) {
  const auto grown = [](const PartChange& part) { return part.after - part.before; };
  std::erase_if(parts, [&](const PartChange& part) {
    return grown(part) * whole <= 0 || std::abs(grown(part)) < worth_telling * std::abs(whole);
  });
  std::stable_sort(parts.begin(), parts.end(), [&](const PartChange& a, const PartChange& b) {
    return std::abs(grown(a)) > std::abs(grown(b));
  });
  if (parts.size() > most_told) parts.resize(most_told);
  return parts;
}

std::vector<PartChange> phase_changes(const Cell& base, const Cell& now) {
  std::map<std::string, PartChange> parts;
  const auto take = [&](const Cell& cell, double PartChange::*side) {
    for (const auto& [name, summary] : cell.phases) {
      auto& part = parts[name];
      part.name = name;
      part.*side = summary.median.value_or(0);
    }
  };
  take(base, &PartChange::before);
  take(now, &PartChange::after);
  std::vector<PartChange> all;
  for (auto& [name, part] : parts)
    all.push_back(std::move(part));
  return all;
}

std::vector<PartChange> step_changes(const Cell& base, const Cell& now) {
  const auto before = steps_of(base), after = steps_of(now);
  const auto partners = partners_of(after, before);
  std::vector<PartChange> all;
  for (std::size_t i = 0; i < after.size(); ++i) {
    PartChange part{after[i].name.instruction, 0, after[i].median()};
    if (const auto* partner = partners[i]) {
      part.before = partner->median();
      if (partner->name.instruction != part.name) part.was = partner->name.instruction;
    }
    all.push_back(std::move(part));
  }
  const std::set<const Step*> found(partners.begin(), partners.end());
  for (const auto& step : before)
    if (!found.contains(&step))
      all.push_back({step.name.instruction + " (is gone)", step.median(), 0});
  return all;
}

std::vector<Step> steps_of(const Sample& sample) {
  std::vector<Step> steps;
  for (const auto& record : sample.evidence.step_list)
    steps.push_back({split(record.name), {}});
  return steps;
}

std::vector<LostStep> lost_steps(const Cell& base, const Cell& now) {
  const auto* before = median_sample(base.samples);
  const auto* after = median_sample(now.samples);
  std::vector<LostStep> lost;
  if (before == nullptr || after == nullptr) return lost;
  const auto steps = steps_of(*before);
  const auto partners = partners_of(steps_of(*after), steps);
  for (std::size_t i = 0; i < partners.size(); ++i) {
    const auto& step = after->evidence.step_list[i];
    if (partners[i] == nullptr || step.cached) continue;
    const auto place = static_cast<std::size_t>(partners[i] - steps.data());
    if (before->evidence.step_list[place].cached)
      lost.push_back({step.name, step.miss ? step.miss->text : ""});
  }
  return lost;
}

bool fails(const measure::Verdict& verdict) {
  return verdict.outcome == measure::Verdict::Outcome::fail && !verdict.expected;
}

std::vector<std::string> new_failures(const Cell& base, const Cell& now) {
  std::set<std::string> known;
  for (const auto& verdict : base.verdicts)
    if (fails(verdict)) known.insert(verdict.rule);
  std::vector<std::string> fresh;
  for (const auto& verdict : now.verdicts)
    if (fails(verdict) && !known.contains(verdict.rule)) fresh.push_back(verdict.rule);
  return fresh;
}

}  // namespace

void add_causes(CellChange& cell) {
  cell.new_failures = new_failures(*cell.base, *cell.now);
  const auto& before = cell.base->job_seconds.median;
  const auto& after = cell.now->job_seconds.median;
  if (!before || !after) return;
  cell.lost = lost_steps(*cell.base, *cell.now);
  // Ratios of runs on unequally fast machines: seconds tell of the machine then.
  const bool contrary = cell.ratio && (cell.ratio->value - 1) * (*after - *before) < 0;
  if (contrary) return;
  cell.phases = heaviest(phase_changes(*cell.base, *cell.now), *after - *before);
  cell.steps = heaviest(step_changes(*cell.base, *cell.now), *after - *before);
}

}  // namespace bxbench::analysis
