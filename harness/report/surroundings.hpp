// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/journal/journal.hpp>

#include <string>
#include <vector>

namespace bxbench::report {

// What a report says around its tables.

/// Time, seed, versions, machine; what is unknown is left out.
std::vector<std::string> facts(const journal::RunStarted& run);

/// What keeps the figures from being the whole and reliable result of the plan.
std::vector<std::string> warnings(const journal::ResultSet& results);

/// The command of the run as a shell takes it, with the seed that was drawn.
std::string reproduce(const journal::RunStarted& run);

}  // namespace bxbench::report
