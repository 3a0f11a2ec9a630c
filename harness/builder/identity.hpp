// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/builder/builder.hpp>
#include <harness/process/launcher.hpp>

#include <string>

namespace bxbench::builder {

/// Versions of the programs behind a builder, for the record of a run.
struct Identity {
  std::string docker, buildx, buildkit, driver;
};

/// Asks a started builder.
boost::asio::awaitable<Result<Identity>> identify(process::Launcher& launcher,
                                                  const Builder& builder);

}  // namespace bxbench::builder
