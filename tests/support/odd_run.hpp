// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tests/support/example_run.hpp>

#include <limits>

namespace bxbench::tests {

/// A name with everything that a format could obey.
inline const std::string odd_name = "a|b \"c\" \\d\n# EOF\r\te\x1b[31m <script> \xff€";

/// An example run with that name in every place, and figures that are no numbers.
inline ExampleRun odd_run() {
  auto run = example_run(3);
  run.results.run.id = run.results.run.environment.os = run.results.run.baseline = odd_name;
  for (auto& cell : run.cells)
    cell.key.workload = odd_name, cell.key.job += odd_name;
  auto& cell = run.cells.front();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinite = std::numeric_limits<double>::infinity();
  cell.job_seconds.median = cell.job_seconds.mean = nan;
  cell.job_seconds.samples = {nan, infinite, -infinite};
  cell.ratio_to_baseline->value = infinite;
  cell.phases["solve"].median = nan;
  auto& second = run.cells.at(1);
  second.job_seconds.max = infinite;
  second.ratio_to_baseline->value = nan;
  auto& third = run.cells.at(2);
  third.job_seconds.stddev = nan;
  third.ratio_to_baseline->ci95 = {nan, infinite};
  return run;
}

}  // namespace bxbench::tests
