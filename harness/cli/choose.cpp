// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/choose.hpp>
#include <harness/cli/names.hpp>
#include <harness/cli/share.hpp>
#include <harness/script/loader.hpp>
#include <harness/support/suggest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <set>

namespace fs = std::filesystem;

namespace bxbench::cli {
namespace {

/// Selects everything that the files of the user define.
void select_own(const suite::Suite& suite, plan::Selection& selection) {
  for (const auto& workload : suite.workloads)
    if (!workload.built_in) selection.workloads.push_back(workload.name);
  for (const auto& strategy : suite.strategies)
    if (!strategy->built_in) selection.strategies.push_back(strategy->name);
  for (const auto& scenario : suite.scenarios)
    if (!scenario->built_in) selection.scenarios.push_back(scenario->name);
}

const plan::Defaults defaults{
    {"go"},
    {"none", "mount", "gha", "registry"},
    {"cold-build", "warm-build", "source-change", "version-bump", "id-mismatch"}};

Result<void> check_baseline(const RunOptions& options, const suite::Suite& suite) {
  std::vector<std::string> known;
  for (const auto& strategy : suite.strategies)
    known.push_back(strategy->name);
  if (std::find(known.begin(), known.end(), options.baseline) != known.end()) return {};
  return Error{Errc::bad_input,
               fmt::format("--baseline: there is no strategy '{}'{}", options.baseline,
                           did_you_mean(options.baseline, known))};
}

void keep_only(const std::vector<measure::CellKey>& only, plan::Plan& plan) {
  if (only.empty()) return;
  const std::set<measure::CellKey> kept(only.begin(), only.end());
  std::erase_if(plan.combinations, [&](const plan::Combination& one) {
    return !kept.contains({one.workload->name, one.strategy->name, one.scenario->name, ""});
  });
}

}  // namespace

Result<Choice> choose(const RunOptions& options) {
  const auto names = sort_names(options.names);
  script::LoadRequest request;
  request.share = share_directory();
  request.settings = options.settings;
  request.files.assign(names.files.begin(), names.files.end());
  plan::Selection selection;
  selection.workloads = options.workloads;
  selection.strategies = options.strategies;
  selection.scenarios = options.scenarios;
  selection.repetitions = options.runs;
  selection.seed = options.seed ? *options.seed : std::random_device{}();
  selection.scenarios.insert(selection.scenarios.end(), names.scenarios.begin(),
                             names.scenarios.end());
  auto suite = script::load_suite(request);
  if (!suite) return suite.error();
  select_own(*suite, selection);
  if (auto checked = check_baseline(options, *suite); !checked) return checked.error();
  auto plan = plan::make_plan(*suite, selection, defaults);
  if (!plan) return plan.error();
  keep_only(options.only, *plan);
  return Choice{std::move(*suite), std::move(selection), std::move(*plan)};
}

}  // namespace bxbench::cli
