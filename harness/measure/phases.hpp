// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/measure/sample.hpp>
#include <harness/progress/trace.hpp>

namespace bxbench::measure {

/// The phase to which a vertex's time belongs, null for none: loading the Dockerfile, the context
/// and metadata. A cached step whose layers were fetched is pulled.
std::optional<double> Phases::*phase_of(const progress::Vertex& vertex);

/// The name of that phase in result files; "other" for none.
std::string phase_name(const progress::Vertex& vertex);

/// Fills the phases inside a build: import, pull, solve, export_image, export_cache, and `other`,
/// which is the rest of `wall`, the build's seconds by our own clock. Phases without a vertex that
/// ran have no value; the others are left alone.
///
/// Each is the length of the union of its vertices' intervals. An instant that several phases share
/// counts for the first of solve, pull, export_cache, export_image, import: an exporter waits for
/// the layers that it has fetched (seen while it unpacks an image), and a pull beside a step costs
/// nothing. Layers prepared for an inline cache count as export_cache although BuildKit tells of
/// them inside the image's export.
///
/// BuildKit's times are those of the daemon's clock, which has another origin than ours and may be
/// set while it runs. What ends last is taken to end with the build; what lies more than `wall`
/// before is cut off. So the phases add up to `wall`, whatever the timestamps say.
void add_build_phases(Phases& phases, const progress::Trace& trace, double wall);

/// Adds what lies outside the build to `other`, when the job is over: its seconds without those of
/// the build and of the phases around it.
void add_rest(Phases& phases, double job_seconds, double build_seconds);

}  // namespace bxbench::measure
