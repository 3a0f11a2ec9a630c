// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/measure/sample.hpp>
#include <harness/progress/trace.hpp>

namespace bxbench::measure {

/// Fills steps, step list, critical path and imports from the trace; everything else is left as it
/// is.
void add_build_evidence(Evidence& evidence, const progress::Trace& trace);

}  // namespace bxbench::measure
