// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/execution/provisions.hpp>
#include <harness/measure/sample.hpp>
#include <harness/process/launcher.hpp>
#include <harness/service/actions_cache/server.hpp>
#include <harness/service/registry/server.hpp>
#include <harness/suite/action.hpp>

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace bxbench::execution {

/// What outlives a runner: the cache services of one trial, empty at its start.
struct Services {
  std::unique_ptr<service::actions_cache::Server> actions_cache;
  std::unique_ptr<service::registry::Server> registry;

  /// What a job's builds and steps find in their environment, as on a hosted runner. Its token
  /// opens the scopes of the job's ref.
  process::Environment job_environment(const suite::RunJob& job) const;
  /// The refs whose entries in the Actions cache service a job may read.
  std::vector<std::string> readable_refs(const suite::RunJob& job) const;
};

boost::asio::awaitable<Result<Services>> start_services(process::Launcher& launcher,
                                                        std::filesystem::path directory);

boost::asio::awaitable<void> stop_services(Services& services);

using TrafficByService = std::map<std::string, measure::Traffic>;

/// Everything that crossed the services so far, and the workload's fixtures: what builds downloaded
/// from its module proxy or package mirror.
TrafficByService traffic_of(const Services& services, const Provisions& provisions);

/// What crossed them between two readings; services without traffic are left out.
TrafficByService difference(const TrafficByService& before, const TrafficByService& after);

}  // namespace bxbench::execution
