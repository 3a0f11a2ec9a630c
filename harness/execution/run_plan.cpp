// SPDX-License-Identifier: Apache-2.0
#include <harness/execution/run_plan.hpp>
#include <harness/execution/trial.hpp>

#include <fmt/format.h>

#include <map>

namespace bxbench::execution {

boost::asio::awaitable<Result<void>> run_plan(Workshop workshop, const plan::Plan& plan,
                                              journal::Journal& journal, std::filesystem::path logs,
                                              std::string run_id) {
  std::map<const suite::Workload*, Provisions> provisions;
  for (const auto* workload : plan.workloads) {
    auto provided = co_await provide(workshop, *workload);
    if (!provided) co_return provided.error();
    provisions.emplace(workload, std::move(*provided));
  }
  workshop.observer.plan_started(plan.trials.size());
  std::size_t number = 0;
  for (const auto& trial : plan.trials) {
    workshop.observer.trial_started(trial, ++number);
    const TrialSetting setting{workshop.launcher,
                               workshop.observer,
                               provisions.at(trial.workload),
                               workshop.scratch / fmt::format("t{}", number),
                               logs / trial.id,
                               run_id,
                               workshop.link};
    auto finished = co_await run_trial(setting, trial);
    if (!finished) co_return finished.error();
    if (auto kept = journal.append(*finished); !kept) co_return kept.error();
    workshop.observer.trial_finished(*finished);
  }
  co_return Result<void>{};
}

}  // namespace bxbench::execution
