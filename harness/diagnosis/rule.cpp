// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts.hpp>
#include <harness/diagnosis/profile.hpp>
#include <harness/diagnosis/rules/families.hpp>

#include <algorithm>
#include <iterator>

namespace bxbench::diagnosis {
namespace {

int rank(Outcome outcome) {
  return outcome == Outcome::fail ? 0 : outcome == Outcome::inconclusive ? 1 : 2;
}

bool before(const Finding& one, const Finding& other) {
  if (rank(one.outcome) != rank(other.outcome)) return rank(one.outcome) < rank(other.outcome);
  return one.weight > other.weight;
}

}  // namespace

const std::vector<Rule>& all_rules() {
  static const std::vector<Rule> rules = [] {
    std::vector<Rule> all;
    for (auto* family : {identity_rules, restore_rules, carry_rules, use_rules, layer_rules,
                         service_rules, outcome_rules, configuration_rules}) {
      auto members = family();
      std::move(members.begin(), members.end(), std::back_inserter(all));
    }
    return all;
  }();
  return rules;
}

const Rule* find_rule(std::string_view name) {
  for (const auto& rule : all_rules())
    if (rule.name == name) return &rule;
  return nullptr;
}

void sort_findings(std::vector<Finding>& findings) {
  std::stable_sort(findings.begin(), findings.end(), before);
}

std::vector<Finding> judge(const Facts& facts, const Profile& profile) {
  std::vector<Finding> all;
  const auto ask = [&](const auto& judge, const char* rule) {
    for (auto& finding : judge(facts, profile)) {
      finding.rule = rule;
      all.push_back(std::move(finding));
    }
  };
  for (const auto& rule : all_rules())
    ask(rule.judge, rule.name);
  for (const auto& check : all_checks())
    ask(check.judge, check.rule);
  sort_findings(all);
  return all;
}

}  // namespace bxbench::diagnosis
