// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/builder/buildx.hpp>
#include <harness/execution/job.hpp>
#include <harness/progress/trace.hpp>

namespace bxbench::execution {

/// Adds what the request and the trace tell of a build. The trace can be forgotten afterwards.
void add_build(measure::BuildRecord& record, const builder::BuildRequest& request,
               const progress::Trace& trace);

/// Adds the content of the build context, the Dockerfile and the state of the Actions cache. Reads
/// files: not for while a clock runs.
Result<void> add_inputs(measure::BuildRecord& record, const builder::BuildRequest& request);

/// Keys of the Actions cache service of which entries were evicted and none is left.
std::vector<std::string> gone_keys(const service::actions_cache::Server& server);

/// Keys that a job had to do with.
std::vector<std::string> touched_keys(const service::actions_cache::Server& server,
                                      const std::string& job);

}  // namespace bxbench::execution
