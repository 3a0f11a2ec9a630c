// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/precision.hpp>
#include <harness/execution/schedule.hpp>

#include <algorithm>
#include <array>

namespace bxbench::execution {

Schedule::Schedule(const plan::Plan& plan, Stopping stopping, std::string baseline)
    : plan_(plan), stopping_(stopping), baseline_(std::move(baseline)) {}

Schedule::CellName Schedule::cell_of(const plan::Trial& trial) {
  return {trial.workload->name, trial.strategy->name, trial.scenario->name};
}

void Schedule::finished(const journal::TrialFinished& trial) {
  if (trial.error_kind == "environment" || !finished_.insert(trial.trial).second) return;
  auto& cell = cells_[{trial.cell.workload, trial.cell.strategy, trial.cell.scenario}];
  bool fruitful = trial.samples.empty() && trial.error.empty();  // it measures nothing
  for (const auto& sample : trial.samples) {
    if (!sample.valid) continue;
    fruitful = true;
    cell.jobs[sample.cell.job].emplace_back(trial.repetition, sample.job_seconds);
  }
  cell.fruitless += fruitful ? 0 : 1;
}

/// Only repetitions before the current one count, so that a block is the same whether or not a part
/// of it is finished already. Without any valid sample a cell gets three tries.
bool Schedule::is_precise(const CellName& cell) const {
  const auto known = cells_.find(cell);
  if (known == cells_.end()) return true;
  if (known->second.jobs.empty())
    return known->second.fruitless == 0 || known->second.fruitless >= 3;
  return std::all_of(known->second.jobs.begin(), known->second.jobs.end(), [&](const auto& job) {
    std::vector<double> seconds;
    for (const auto& [repetition, value] : job.second)
      if (repetition < repetition_) seconds.push_back(value);
    return analysis::precise_enough(seconds, *stopping_.precision);
  });
}

bool Schedule::wants_more(const CellName& cell) const {
  if (!is_precise(cell)) return true;
  if (cell[1] != baseline_) return false;
  return std::any_of(plan_.combinations.begin(), plan_.combinations.end(), [&](const auto& one) {
    return one.workload->name == cell[0] && one.scenario->name == cell[2] &&
           one.strategy->name != baseline_ && !is_precise({cell[0], one.strategy->name, cell[2]});
  });
}

/// The current workload's next block, which may be empty.
std::vector<plan::Trial> Schedule::next_block() {
  auto block = plan::block(plan_, *plan_.workloads[workload_], ++repetition_);
  std::erase_if(block, [&](const auto& trial) {
    return repetition_ > plan_.repetitions && !wants_more(cell_of(trial));
  });
  return block;
}

std::optional<plan::Trial> Schedule::next() {
  for (;;) {
    while (!block_.empty()) {
      auto trial = std::move(block_.front());
      block_.pop_front();
      if (!finished_.contains(trial.id)) return trial;
    }
    if (workload_ == plan_.workloads.size()) return std::nullopt;
    const int last =
        stopping_.precision ? std::max(stopping_.max_runs, plan_.repetitions) : plan_.repetitions;
    const auto block = repetition_ < last ? next_block() : std::vector<plan::Trial>{};
    block_.assign(block.begin(), block.end());
    if (block_.empty()) {
      ++workload_;
      repetition_ = 0;
    }
  }
}

std::size_t Schedule::known() const {
  std::set<std::string> ids = finished_;
  for (const auto& trial : plan::trials_of(plan_))
    ids.insert(trial.id);
  for (const auto& trial : block_)
    ids.insert(trial.id);
  return ids.size();
}

}  // namespace bxbench::execution
