// SPDX-License-Identifier: Apache-2.0
// Precision and recall of each rule on the recorded logs.
#include <tests/support/rule_quality.hpp>

#include <fmt/format.h>

int main() {
  fmt::print("{}",
             bxbench::test::describe(bxbench::test::quality_of(bxbench::test::recorded_logs())));
}
