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

bool can_build(const suite::Strategy& strategy, const suite::Workload& workload) {
  return workload.dockerfiles.contains(strategy.form);
}

/// The strategies that build a form which the workload has; those that do not are noted.
std::vector<const suite::Strategy*> buildable(const std::vector<const suite::Strategy*>& strategies,
                                              const suite::Workload& workload,
                                              std::vector<std::string>& left_out) {
  std::vector<const suite::Strategy*> some;
  for (const auto* strategy : strategies) {
    if (can_build(*strategy, workload)) {
      some.push_back(strategy);
      continue;
    }
    auto reason = fmt::format(
        "strategy '{}' builds the Dockerfile form '{}', which workload '{}' does not have",
        strategy->name, strategy->form, workload.name);
    if (std::find(left_out.begin(), left_out.end(), reason) == left_out.end())
      left_out.push_back(std::move(reason));
  }
  return some;
}

/// What the user named, else what the scenario is about, else the default.
const std::vector<std::string>& first_named(const std::vector<std::string>& by_user,
                                            const std::vector<std::string>& by_scenario,
                                            const std::vector<std::string>& preset) {
  if (!by_user.empty()) return by_user;
  return by_scenario.empty() ? preset : by_scenario;
}

/// Leaves out the chosen strategies that a scenario is not about.
Result<std::vector<const suite::Strategy*>> fitting(std::vector<const suite::Strategy*> chosen,
                                                    const suite::Scenario& scenario) {
  const auto& about = scenario.strategies;
  if (about.empty()) return chosen;
  std::erase_if(chosen, [&](const auto* strategy) {
    return std::find(about.begin(), about.end(), strategy->name) == about.end();
  });
  if (chosen.empty())
    return Error{Errc::bad_input, fmt::format("scenario '{}' is about strategy {} alone",
                                              scenario.name, fmt::join(about, ", "))};
  return chosen;
}

template <class T>
void add_once(std::vector<const T*>& list, const T* member) {
  if (std::find(list.begin(), list.end(), member) == list.end()) list.push_back(member);
}

Result<void> add_combinations(Plan& plan, const suite::Suite& suite,
                              const suite::Scenario& scenario, const Selection& selection,
                              const Defaults& defaults) {
  const auto& names = first_named(selection.workloads, scenario.workloads, defaults.workloads);
  auto workloads = choose_workloads(suite, names);
  if (!workloads) return workloads.error();
  auto chosen = choose<suite::Strategy>(
      suite.strategies, first_named(selection.strategies, scenario.strategies, defaults.strategies),
      "strategy");
  if (!chosen) return chosen.error();
  auto strategies = fitting(std::move(*chosen), scenario);
  if (!strategies) return strategies.error();
  for (const auto* workload : *workloads)
    for (const auto* strategy : buildable(*strategies, *workload, plan.left_out)) {
      plan.combinations.push_back({workload, strategy, &scenario});
      add_once(plan.workloads, workload);
      add_once(plan.strategies, strategy);
    }
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

std::uint64_t seed_of_block(const Plan& plan, const suite::Workload& workload, int repetition) {
  const auto digest = sha256_hex(fmt::format("{}\n{}\n{}", plan.seed, workload.name, repetition));
  return std::stoull(digest.substr(0, 16), nullptr, 16);
}

}  // namespace

Result<std::vector<const suite::Workload*>> choose_workloads(
    const suite::Suite& suite, const std::vector<std::string>& patterns) {
  return choose<suite::Workload>(suite.workloads, patterns, "workload");
}

Result<Plan> make_plan(const suite::Suite& suite, const Selection& selection,
                       const Defaults& defaults) {
  Plan plan;
  const auto& names = selection.scenarios.empty() ? defaults.scenarios : selection.scenarios;
  auto scenarios = choose<suite::Scenario>(suite.scenarios, names, "scenario");
  if (!scenarios) return scenarios.error();
  plan.scenarios = std::move(*scenarios);
  for (const auto* scenario : plan.scenarios)
    if (auto added = add_combinations(plan, suite, *scenario, selection, defaults); !added)
      return added.error();
  if (plan.combinations.empty() && !plan.left_out.empty())
    return Error{Errc::bad_input, plan.left_out.front(),
                 "add it to the workload's 'dockerfiles', or choose other strategies with -s"};
  plan.repetitions = selection.repetitions;
  plan.seed = selection.seed;
  return plan;
}

std::vector<Trial> block(const Plan& plan, const suite::Workload& workload, int repetition) {
  std::vector<Trial> block;
  for (const auto& one : plan.combinations) {
    if (one.workload != &workload) continue;
    Trial trial{"", one.workload, one.strategy, one.scenario, repetition};
    trial.id = trial_id(trial);
    block.push_back(std::move(trial));
  }
  std::mt19937_64 random(seed_of_block(plan, workload, repetition));
  shuffle(block, random);
  return block;
}

std::vector<Trial> trials_of(const Plan& plan) {
  std::vector<Trial> trials;
  for (const auto* workload : plan.workloads)
    for (int repetition = 1; repetition <= plan.repetitions; ++repetition) {
      const auto next = block(plan, *workload, repetition);
      trials.insert(trials.end(), next.begin(), next.end());
    }
  return trials;
}

std::string describe(const Plan& plan) {
  const auto trials = trials_of(plan);
  std::string text = fmt::format("{} trials, {} of each cell, order from seed {}\n", trials.size(),
                                 plan.repetitions, plan.seed);
  std::size_t number = 0;
  for (const auto& trial : trials)
    text += fmt::format("{:4}  {}  {} / {} / {}  repetition {}\n", ++number, trial.id,
                        trial.workload->name, trial.strategy->name, trial.scenario->name,
                        trial.repetition);
  for (const auto& reason : plan.left_out)
    text += fmt::format("left out: {}\n", reason);
  return text;
}

}  // namespace bxbench::plan
