// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/execution/observer.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <memory>

namespace bxbench::cli {

/// How much is told on stderr.
enum class Verbosity { quiet, normal, verbose };

/// Shows progress on stderr: one line that is redrawn on a terminal, else a line per trial.
/// `verbose` adds a line per job and vertex. Nothing is left of the redrawn line when it goes.
std::unique_ptr<execution::Observer> make_live_status(boost::asio::any_io_executor executor,
                                                      Verbosity verbosity);

}  // namespace bxbench::cli
