// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/execution/observer.hpp>
#include <harness/execution/provisions.hpp>
#include <harness/journal/journal.hpp>
#include <harness/plan/matrix.hpp>

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <string>

namespace bxbench::execution {

/// Executes all trials one after another; each is in the journal, synced, before the next starts.
boost::asio::awaitable<Result<void>> run_plan(Workshop workshop, const plan::Plan& plan,
                                              journal::Journal& journal, std::filesystem::path logs,
                                              std::string run_id);

}  // namespace bxbench::execution
