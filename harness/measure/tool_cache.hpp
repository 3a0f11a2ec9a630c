// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/measure/sample.hpp>

#include <optional>
#include <string_view>

namespace bxbench::measure {

/// What a tool with a cache of its own said about it in a build's output: ccache in the statistics
/// of `ccache -s` (4.x: "Hits: 15 / 20 (75.00 %)", the first such line after each "Cacheable
/// calls:", added up: a build may print them in several steps), cargo with `-v` in its "Fresh" and
/// "Compiling" lines. Nothing: no such line. Go reports no rate.
std::optional<ToolCache> read_tool_cache(std::string_view output);

}  // namespace bxbench::measure
