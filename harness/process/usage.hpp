// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/units.hpp>

#include <optional>

namespace bxbench::process {

/// What processes used of the machine.
struct Usage {
  double cpu_seconds = 0;              ///< in user mode and in the kernel
  double system_seconds = 0;           ///< of these in the kernel
  std::optional<Bytes> peak_memory{};  ///< resident; no value: could not be found out
};

}  // namespace bxbench::process
