// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/builder/buildx.hpp>
#include <harness/execution/job.hpp>

namespace bxbench::execution {

/// The build of a job: what the workload, the job and the strategy's flags make of it.
/// Errc::bad_input when the job names a base that the workload does not have.
Result<builder::BuildRequest> build_request(const TrialScene& scene, const Runner& runner,
                                            const suite::RunJob& job,
                                            const suite::BuildFlags& flags);

}  // namespace bxbench::execution
