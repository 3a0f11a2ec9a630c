// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cachemount/carrier.hpp>
#include <harness/execution/step_log.hpp>
#include <harness/measure/sample.hpp>
#include <harness/service/actions_cache/client.hpp>
#include <harness/suite/script.hpp>

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <functional>
#include <memory>

namespace bxbench::execution {

/// What the steps of a job work on, and where their evidence goes.
struct StepScene {
  process::Launcher& launcher;
  const builder::Builder& builder;
  cachemount::Carrier& carrier;
  service::actions_cache::Endpoint actions_cache;
  std::filesystem::path temporary;
  std::filesystem::path checkout;
  measure::Evidence& evidence;
  measure::Phases& phases;
  StepLog& log;
  /// Told which phase begins: "restore", "inject", "extract", "save".
  std::function<void(const char* phase)> tell;
  /// Builds the workload; false: the build failed, as it was allowed to.
  std::function<boost::asio::awaitable<Result<bool>>(suite::BuildFlags flags)> build;
};

enum class StepsEnd { done, build_failed };

/// Runs steps to their end, answering their actions; each action's time goes to its phase. A build
/// that fails ends them.
boost::asio::awaitable<Result<StepsEnd>> run_steps(StepScene scene,
                                                   std::unique_ptr<suite::Script> steps);

}  // namespace bxbench::execution
