// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/measure/sample.hpp>
#include <harness/progress/trace.hpp>

#include <vector>

namespace bxbench::measure {

/// The chain of vertices whose waiting made up a build's time, first to last.
///
/// The walk begins at the run (one interval of a vertex) that ended last. Before a run stands that
/// run of its inputs which ended last, of those that began earlier than it did; inputs that did not
/// run are looked through to their own inputs. Where no input ran (sources, cached chains,
/// exporters and imports, which name no inputs), and for cached steps, whose layers are fetched
/// when they are asked for, it is the run of all that ended last before it began. A run counts from
/// its start to the start of the next on the path, at most to its end, so the seconds add up to no
/// more than the build's; what is missing is waiting that no vertex explains.
///
/// Limits: an edge is what BuildKit names as input, so waiting for a free worker is charged to the
/// vertex that waited, not to the one that was in its way; and for vertices without inputs "before"
/// is not proof of "because of".
std::vector<CriticalStep> critical_path(const progress::Trace& trace);

}  // namespace bxbench::measure
