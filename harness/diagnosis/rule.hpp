// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/diagnosis/finding.hpp>

#include <string_view>
#include <vector>

namespace bxbench::diagnosis {

struct Facts;
struct Profile;

/// One named check over facts.
struct Rule {
  const char* name;     ///< stable; shown in reports, used in `expect_fail`
  const char* summary;  ///< what holds when it passes; one line for `bxbench list rules`
  const char* symptom;  ///< what a person sees
  const char* cause;
  const char* fix;
  const char* reproduce;  ///< a command that shows it: "bxbench run …"; empty: none does yet
  /// Empty: the rule does not apply to these facts. Several: one per place or job.
  std::vector<Finding> (*judge)(const Facts& facts, const Profile& profile);
  /// Also judged over each sample of a run, where a failure that the scenario does not expect
  /// counts.
  bool of_samples = false;
};

/// Every rule, in the order in which they are shown.
const std::vector<Rule>& all_rules();

/// Nothing: there is no rule of that name.
const Rule* find_rule(std::string_view name);

/// Puts failures first, the most likely cause before others; then what could not be decided, then
/// what holds.
void sort_findings(std::vector<Finding>& findings);

/// The findings of all rules, sorted.
std::vector<Finding> judge(const Facts& facts, const Profile& profile);

/// The same of several workflows, each with its Dockerfile: what is found in a file that they share
/// is told once, as the worst of them has it.
std::vector<Finding> judge_each(const std::vector<Facts>& all, const Profile& profile);

}  // namespace bxbench::diagnosis
