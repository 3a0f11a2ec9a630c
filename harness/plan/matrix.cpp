// SPDX-License-Identifier: Apache-2.0
#include <harness/plan/matrix.hpp>
#include <harness/support/digest.hpp>
#include <harness/support/suggest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <fnmatch.h>
#include <random>

namespace bxbench::plan {
namespace {

const auto& get(const suite::Workload& workload) {
  return workload;
}
template <class T>
const T& get(const std::shared_ptr<const T>& pointer) {
  return *pointer;
}

/// The members that the patterns name, in the order of the patterns.
template <class T, class List>
Result<std::vector<const T*>> choose(const List& list, const std::vector<std::string>& patterns,
                                     const char* what) {
  std::vector<const T*> chosen;
  for (const auto& pattern : patterns) {
    bool matched = false;
    std::vector<std::string> known;
    for (const auto& member : list) {
      const T& candidate = get(member);
      known.push_back(candidate.name);
      if (::fnmatch(pattern.c_str(), candidate.name.c_str(), 0) != 0) continue;
      matched = true;
      if (std::find(chosen.begin(), chosen.end(), &candidate) == chosen.end())
        chosen.push_back(&candidate);
    }
    if (!matched)
      return Error{
          Errc::bad_input,
          fmt::format("there is no {} '{}'{}", what, pattern, did_you_mean(pattern, known)),
          "'bxbench list' shows what there is"};
  }
  return chosen;
}

Result<void> check_forms(const Plan& plan) {
  for (const auto* workload : plan.workloads)
    for (const auto* strategy : plan.strategies)
      if (workload->dockerfiles.find(strategy->form) == workload->dockerfiles.end())
        return Error{Errc::bad_input,
                     fmt::format("strategy '{}' builds the Dockerfile form '{}', which workload "
                                 "'{}' does not have",
                                 strategy->name, strategy->form, workload->name),
                     "add it to the workload's 'dockerfiles', or choose other strategies with -s"};
  return {};
}

std::string trial_id(const Trial& trial) {
  return sha256_hex(fmt::format("{}\n{}\n{}\n{}", trial.workload->name, trial.strategy->name,
                                trial.scenario->name, trial.repetition))
      .substr(0, 10);
}

/// Fisher-Yates with the generator's own bits: the same order with every standard library.
void shuffle(std::vector<Trial>& block, std::mt19937_64& random) {
  for (std::size_t left = block.size(); left > 1; --left)
    std::swap(block[left - 1], block[random() % left]);
}

void add_trials(Plan& plan, const Selection& selection) {
  std::mt19937_64 random(selection.seed);
  for (const auto* workload : plan.workloads)
    for (int repetition = 1; repetition <= selection.repetitions; ++repetition) {
      std::vector<Trial> block;
      for (const auto* scenario : plan.scenarios)
        for (const auto* strategy : plan.strategies) {
          Trial trial{"", workload, strategy, scenario, repetition};
          trial.id = trial_id(trial);
          block.push_back(std::move(trial));
        }
      shuffle(block, random);
      plan.trials.insert(plan.trials.end(), block.begin(), block.end());
    }
}

const std::vector<std::string>& or_default(const std::vector<std::string>& named,
                                           const std::vector<std::string>& preset) {
  return named.empty() ? preset : named;
}

}  // namespace

Result<Plan> make_plan(const suite::Suite& suite, const Selection& selection,
                       const Defaults& defaults) {
  Plan plan;
  auto workloads = choose<suite::Workload>(
      suite.workloads, or_default(selection.workloads, defaults.workloads), "workload");
  if (!workloads) return workloads.error();
  auto strategies = choose<suite::Strategy>(
      suite.strategies, or_default(selection.strategies, defaults.strategies), "strategy");
  if (!strategies) return strategies.error();
  auto scenarios = choose<suite::Scenario>(
      suite.scenarios, or_default(selection.scenarios, defaults.scenarios), "scenario");
  if (!scenarios) return scenarios.error();
  plan.workloads = std::move(*workloads);
  plan.strategies = std::move(*strategies);
  plan.scenarios = std::move(*scenarios);
  if (auto checked = check_forms(plan); !checked) return checked.error();
  add_trials(plan, selection);
  return plan;
}

std::string describe(const Plan& plan, const Selection& selection) {
  std::string text = fmt::format("{} trials, {} of each cell, order from seed {}\n",
                                 plan.trials.size(), selection.repetitions, selection.seed);
  std::size_t number = 0;
  for (const auto& trial : plan.trials)
    text += fmt::format("{:4}  {}  {} / {} / {}  repetition {}\n", ++number, trial.id,
                        trial.workload->name, trial.strategy->name, trial.scenario->name,
                        trial.repetition);
  return text;
}

}  // namespace bxbench::plan
