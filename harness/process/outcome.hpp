// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/process/usage.hpp>
#include <harness/support/units.hpp>

#include <optional>
#include <string>

namespace bxbench::process {

/// How a program ended.
struct Outcome {
  enum class End { exited, signalled, timed_out, cancelled };
  End end = End::exited;
  int code = 0;     ///< exit code, or the signal's number
  std::string out;  ///< stdout, at most `output_limit` bytes: the tail
  std::string err;  ///< stderr, likewise; empty when the command has a listener for its lines
  Duration wall{};  ///< from before the start until the end was seen; monotonic
  std::optional<Usage> usage{};  ///< of the program and what it ran and waited for

  bool succeeded() const { return end == End::exited && code == 0; }
};

inline constexpr std::size_t output_limit = 4 << 20;

/// "exit code 1", "signal 9", "stopped after its time limit", "interrupted".
std::string describe_end(const Outcome& outcome);

}  // namespace bxbench::process
