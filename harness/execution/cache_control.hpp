// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/measure/sample.hpp>
#include <harness/service/actions_cache/server.hpp>
#include <harness/suite/action.hpp>

#include <optional>

namespace bxbench::execution {

/// Does to the Actions cache service what a scenario asks of it; nothing: the action is about
/// something else.
std::optional<suite::Reply> control_cache(service::actions_cache::Server& cache,
                                          const suite::Action& action);

/// Notes what one job did with the service so far, in all and by key, and how many entries were
/// evicted meanwhile.
void add_cache_traffic(measure::Evidence& evidence, const service::actions_cache::Server& cache,
                       const std::string& job, std::uint64_t evictions);

/// How many entries the service has evicted so far, whoever caused it.
std::uint64_t evictions_of(const service::actions_cache::Server& cache);

}  // namespace bxbench::execution
