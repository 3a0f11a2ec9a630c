// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/measure/sample.hpp>

#include <optional>
#include <string>
#include <vector>

namespace bxbench::analysis::verdict {

/// One named check over the facts of a sample.
struct Rule {
  const char* name;     ///< stable; shown in reports, used in `expect_fail`
  const char* summary;  ///< one line for `bxbench list rules`
  /// No value: the rule does not apply to this sample.
  std::optional<measure::Verdict> (*judge)(const measure::Sample& sample);
};

/// Every rule, in the order in which verdicts are shown.
const std::vector<Rule>& all_rules();

/// The verdicts of all rules that apply.
std::vector<measure::Verdict> judge(const measure::Sample& sample);

}  // namespace bxbench::analysis::verdict
