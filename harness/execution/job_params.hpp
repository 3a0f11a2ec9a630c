// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/script.hpp>
#include <harness/suite/strategy.hpp>
#include <harness/support/error.hpp>

namespace bxbench::execution {

/// What the strategy declares, overlaid by what the job sets; `bad_input` when it declares no such
/// parameter, or one of another type.
Result<suite::ParamValues> job_params(const suite::Strategy& strategy, const suite::RunJob& job);

}  // namespace bxbench::execution
