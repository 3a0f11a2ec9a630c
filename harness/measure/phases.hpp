// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/measure/sample.hpp>
#include <harness/progress/trace.hpp>

namespace bxbench::measure {

/// The phases inside a build: import, pull, solve, export_image, export_cache.
/// Each is the length of the union of its vertices' intervals; an instant that several phases
/// share counts for the first of export_cache, export_image, solve, pull, import, so that the
/// phases never add up to more than the build's wall time. Phases without a vertex that ran have no
/// value. A cached step whose layers were fetched counts as pull; loading the Dockerfile, the
/// context and metadata belongs to no phase, so the phases may well add up to less.
Phases build_phases(const progress::Trace& trace);

}  // namespace bxbench::measure
