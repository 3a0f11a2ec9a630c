// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/measure/sample.hpp>
#include <harness/progress/trace.hpp>

#include <vector>

namespace bxbench::measure {

/// Every vertex that ran or was cached, by its start; those that never ran, which are cached steps,
/// stand where BuildKit named them. `started` counts from the first vertex that ran. BuildKit may
/// run a vertex more than once: `started` is that of the first time, `seconds` reach to the end of
/// the last.
std::vector<TimelineVertex> timeline(const progress::Trace& trace);

}  // namespace bxbench::measure
