// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/builder/select.hpp>
#include <harness/execution/base_images.hpp>
#include <harness/execution/observer.hpp>
#include <harness/http/file_server.hpp>
#include <harness/link/shape.hpp>
#include <harness/process/launcher.hpp>
#include <harness/suite/workload.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace bxbench::execution {

/// What a workload's builds need from outside the build context, ready to use.
struct Provisions {
  BaseImages bases{};
  builder::Setting builder{};  ///< of the runners
  std::map<std::string, std::string> build_args;
  std::vector<std::filesystem::path> overlays;             ///< laid over the context, in order
  std::vector<std::unique_ptr<http::FileServer>> servers;  ///< alive as long as this is
};

/// Where provisions are made: what is made once is kept in the user's cache, the rest is scratch.
struct Workshop {
  boost::asio::any_io_executor executor;
  process::Launcher& launcher;
  std::filesystem::path scratch;
  Observer& observer;
  link::Shape link{};  ///< between runners and the cache services of trials
  BaseChoice bases{};
};

/// Makes or finds a workload's base images and fixtures and starts serving the fixtures. A server
/// keeps its port for the whole run, so that the build arguments are the same in every trial.
boost::asio::awaitable<Result<Provisions>> provide(Workshop workshop,
                                                   const suite::Workload& workload);

/// Ends what serves them.
boost::asio::awaitable<void> release(Provisions& provisions);

}  // namespace bxbench::execution
