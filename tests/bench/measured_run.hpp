// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/units.hpp>

#include <string>
#include <vector>

namespace bxbench::bench {

struct Ended {
  int code = 0;
  Bytes peak = 0;  ///< resident memory of the program itself, without what it started
  double seconds = 0;
};

/// Runs a program without its output.
Ended run(std::vector<std::string> argv);

}  // namespace bxbench::bench
