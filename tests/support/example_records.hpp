// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/journal/record.hpp>

namespace bxbench::tests {

/// Records in which no field has its default value, so that a forgotten field shows.
journal::RunStarted full_run_started();
journal::TrialFinished full_trial_finished();
measure::Sample full_sample();

}  // namespace bxbench::tests
