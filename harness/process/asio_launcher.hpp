// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/process/launcher.hpp>
#include <harness/support/interrupt.hpp>

#include <boost/asio/any_io_executor.hpp>

namespace bxbench::process {

/// Real processes by Boost.Process v2. `common` is laid over the environment of every program.
/// When `interrupt` is raised, running programs are stopped: SIGINT, SIGTERM, SIGKILL.
std::unique_ptr<Launcher> make_asio_launcher(boost::asio::any_io_executor executor,
                                             Interrupt& interrupt, Environment common);

}  // namespace bxbench::process
