// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/measure/noise.hpp>
#include <harness/support/units.hpp>

#include <cstdint>
#include <string>

namespace bxbench::execution {

/// Looks how quiet the machine is: times a unit of work (SHA-256 of 64 KiB) as often as fits into
/// `length`, and reads /proc/stat and /proc/loadavg meanwhile. Blocks; nothing else of bxbench may
/// run, and no daemon of it be alive. `when` is the caller's.
measure::Noise probe_noise(Duration length);

/// The CPU times of /proc/stat's first line, in ticks since the start (proc(5)).
struct CpuTicks {
  std::uint64_t busy = 0, idle = 0, steal = 0;  ///< idle: waiting for input and output as well
  std::uint64_t total() const { return busy + idle + steal; }
};
CpuTicks cpu_ticks_of(const std::string& proc_stat);

}  // namespace bxbench::execution
