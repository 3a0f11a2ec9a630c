// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/progress/trace.hpp>

#include <string>
#include <vector>

namespace bxbench::test {

/// The lines of tests/data/rawjson/NAME.jsonl, a stream of a real build.
std::vector<std::string> recorded_lines(const std::string& name);

/// The trace of the same stream.
progress::Trace recorded(const std::string& name);

/// The vertex whose name begins with `beginning`; fails the test when there is none.
const progress::Vertex& find(const progress::Trace& trace, const std::string& beginning);

}  // namespace bxbench::test
