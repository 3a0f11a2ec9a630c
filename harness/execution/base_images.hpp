// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/baseimage/store.hpp>
#include <harness/link/proxy.hpp>
#include <harness/process/launcher.hpp>
#include <harness/service/registry/server.hpp>
#include <harness/suite/workload.hpp>

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace bxbench::execution {

/// Where the base images of measured builds come from, and whether jobs pay for fetching them.
struct BaseChoice {
  /// Made on this machine by the workload's recipes; false: the public images of the same names,
  /// where there are any.
  bool by_recipe = true;
  /// Each job's fresh builder fetches them while the clocks run; false: they are fetched and
  /// unpacked before.
  bool charged = true;
  std::string registry_mirror{};  ///< URL asked for public images first; empty: none
};

/// The base images of one workload, ready to be built upon.
struct BaseImages {
  /// Image name to the value of --build-context that stands in for it; none for public images.
  std::map<std::string, std::string> contexts{};
  std::vector<std::string> fetched_before{};  ///< before a job's clocks start
  /// Holds those that jobs pay for; null: there are none.
  std::unique_ptr<service::registry::Server> registry{};
  std::unique_ptr<link::Proxy> registry_link{};  ///< what jobs reach it through; null: nothing
};

/// What offering base images takes.
struct BaseWork {
  process::Launcher& launcher;
  std::filesystem::path scratch;  ///< for the registry's own files
  baseimage::Store::Tell tell;
  link::Shape link{};
};

/// Makes those of the recipes that are not there yet. Images that jobs pay for are served by a
/// registry over the link, as a hosted runner gets them; others are taken from their OCI layouts.
boost::asio::awaitable<Result<BaseImages>> offer_bases(BaseWork work, suite::Bases recipes,
                                                       BaseChoice choice);

boost::asio::awaitable<void> stop(BaseImages& bases);

}  // namespace bxbench::execution
