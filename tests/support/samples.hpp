// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/measure/sample.hpp>

namespace bxbench::test {

/// A sample that made no claim and whose artifact is fresh.
measure::Sample plain_sample();

/// A warm sample of a strategy that carries layers: one import succeeded, 5 of 7 steps were cached.
measure::Sample warm_layers();

/// A warm sample of a strategy that carries mounts: 8 MB restored, mounts go-mod and go-build full.
measure::Sample warm_mounts();

/// A valid sample of job "build" in scenario "warm" that took `job_seconds`.
measure::Sample timed(const std::string& strategy, double job_seconds);

}  // namespace bxbench::test
