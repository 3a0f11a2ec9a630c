// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cilog/event.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace bxbench::test {

/// One line for an event: its kind, what it says, and the numbers of its lines.
std::string describe(const cilog::Event& event);

/// The events of a log text, fed in pieces of `piece` bytes.
std::vector<cilog::Event> events_of(std::string_view log, std::size_t piece = 4096);

/// The same, described, without `file`, `job` and `end` where nothing else is told.
std::vector<std::string> described(std::string_view log);

/// The events of tests/data/logs/NAME, one a line.
std::string described_fixture(const std::string& name);

}  // namespace bxbench::test
