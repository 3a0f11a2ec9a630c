// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/execution/job.hpp>

namespace bxbench::execution {

/// What a scenario is told about a job that was judged.
suite::JobReply reply_of(const JobYield& yield);

}  // namespace bxbench::execution
