// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/journal/journal.hpp>

#include <string>
#include <vector>

namespace bxbench::report {

// What a report says around its tables.

/// Time, seed, versions, machine; what is unknown is left out.
std::vector<std::string> facts(const journal::RunStarted& run);

/// Whether a run came to its end: it was not interrupted, stopped or killed.
bool is_complete(const journal::ResultSet& results);

/// What of the plan the figures are not of: trials that are not done, samples that do not count.
std::vector<std::string> shortcomings(const journal::ResultSet& results);

/// `shortcomings`, and what else keeps the figures from being the whole and reliable result of the
/// plan.
std::vector<std::string> warnings(const journal::ResultSet& results);

/// The command of the run as a shell takes it, with the seed that was drawn.
std::string reproduce(const journal::RunStarted& run);

}  // namespace bxbench::report
