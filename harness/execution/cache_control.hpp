// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/service/actions_cache/server.hpp>
#include <harness/suite/action.hpp>

#include <optional>

namespace bxbench::execution {

/// Does to the Actions cache service what a scenario asks of it; nothing: the action is about
/// something else.
std::optional<suite::Reply> control_cache(service::actions_cache::Server& cache,
                                          const suite::Action& action);

/// What one job did with the service so far.
suite::CacheTraffic cache_traffic_of(const service::actions_cache::Server& cache,
                                     const std::string& job);

}  // namespace bxbench::execution
