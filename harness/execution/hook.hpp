// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cachemount/carrier.hpp>
#include <harness/measure/sample.hpp>
#include <harness/service/actions_cache/client.hpp>
#include <harness/suite/script.hpp>

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <memory>

namespace bxbench::execution {

/// What the actions of a strategy's hook work on, and where their evidence goes.
struct HookScene {
  cachemount::Carrier& carrier;
  service::actions_cache::Endpoint actions_cache;
  std::filesystem::path temporary;
  measure::Evidence& evidence;
  measure::Phases& phases;
};

/// Runs a hook to its end, answering its actions; each action's time goes to its phase.
boost::asio::awaitable<Result<void>> run_hook(HookScene scene, std::unique_ptr<suite::Script> hook);

}  // namespace bxbench::execution
