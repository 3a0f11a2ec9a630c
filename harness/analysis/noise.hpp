// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/measure/noise.hpp>

#include <string>
#include <vector>

namespace bxbench::analysis {

// What a machine may show and still be fit for measuring. They are set by what disturbs a build of
// some seconds visibly: a tenth of the CPUs taken away, a tenth of its speed lost.
inline constexpr double most_others = 0.10;  ///< share of the CPUs that other programs use
inline constexpr double most_steal = 0.02;   ///< share of the CPUs that the hypervisor takes
inline constexpr double most_spread = 0.25;  ///< equal work that takes so much longer at times
inline constexpr double most_drift = 0.15;   ///< median of equal work, slowest to fastest probe

/// Why the machine is not fit for measuring, each in a sentence with advice; empty: nothing was
/// seen that speaks against it. Of probes during a run, the median counts, so that one bad moment
/// does not condemn the run.
std::vector<std::string> unfit(const std::vector<measure::Noise>& probes);

/// How much longer the unit of work took in the slowest probe than in the fastest, without the
/// tenth of the probes at either end: 0.1 is 10 %. 0 below two probes.
double drift(const std::vector<measure::Noise>& probes);

}  // namespace bxbench::analysis
