// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/execution/provisions.hpp>
#include <harness/link/proxy.hpp>
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

/// Where the services of a run's trials listen; 0: any free port.
struct ServicePorts {
  unsigned short actions_cache = 0, registry = 0;
  unsigned short actions_cache_link = 0, registry_link = 0;  ///< of the links in front of them
};

/// What outlives a runner: the cache services of one trial, empty at its start.
struct Services {
  std::unique_ptr<service::actions_cache::Server> actions_cache;
  std::unique_ptr<service::registry::Server> registry;
  /// What jobs reach them through; null: nothing is between.
  std::unique_ptr<link::Proxy> actions_cache_link{}, registry_link{};

  /// Where jobs find the registry: "127.0.0.1:PORT".
  std::string registry_host() const;

  /// What a job's builds and steps find in their environment, as on a hosted runner. Its token
  /// opens the scopes of the job's ref.
  process::Environment job_environment(const suite::RunJob& job) const;
  ServicePorts ports() const;
  /// The refs whose entries in the Actions cache service a job may read.
  std::vector<std::string> readable_refs(const suite::RunJob& job) const;
};

/// Starts them at the preferred ports where these are free, so that a name that holds an address
/// is the same in every trial; else at others.
boost::asio::awaitable<Result<Services>> start_services(process::Launcher& launcher,
                                                        std::filesystem::path directory,
                                                        ServicePorts preferred, link::Shape link);

boost::asio::awaitable<void> stop_services(Services& services);

/// Keeps everything that the services hold in `directory`, which must not exist and be on their
/// file system: blobs are hard links.
Result<void> save_services(const Services& services, const std::filesystem::path& directory);

/// Replaces everything that the services hold by what was kept.
Result<void> restore_services(const Services& services, const std::filesystem::path& directory);

using TrafficByService = std::map<std::string, measure::Traffic>;

/// Everything that crossed the services so far, and the workload's fixtures: what builds downloaded
/// from its module proxy or package mirror.
TrafficByService traffic_of(const Services& services, const Provisions& provisions);

/// What crossed them between two readings; services without traffic are left out.
TrafficByService difference(const TrafficByService& before, const TrafficByService& after);

}  // namespace bxbench::execution
