// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/verdict/rules.hpp>

#include <utility>

namespace bxbench::analysis::verdict {

measure::Verdict decide(bool holds, std::string evidence, std::string finding) {
  measure::Verdict verdict;
  verdict.outcome = holds ? measure::Verdict::Outcome::pass : measure::Verdict::Outcome::fail;
  verdict.evidence = std::move(evidence);
  if (!holds) verdict.finding = std::move(finding);
  return verdict;
}

const std::vector<Rule>& all_rules() {
  static const std::vector<Rule> rules{
      {"identifier-mismatch", "the cache is looked up under a name that it was saved under",
       judge_identifiers},
      {"empty-restore", "a restored archive holds more than an empty one", judge_restore},
      {"mount-empty", "what a restored archive holds is in the cache mounts when the build begins",
       judge_mounts},
      {"cache-used", "a job that claims a warm cache really used it", judge_cache_use},
      {"artifact-fresh", "the artifact contains the last edit", judge_artifact},
  };
  return rules;
}

std::vector<measure::Verdict> judge(const measure::Sample& sample) {
  std::vector<measure::Verdict> verdicts;
  for (const auto& rule : all_rules()) {
    auto verdict = rule.judge(sample);
    if (!verdict) continue;
    verdict->rule = rule.name;
    verdicts.push_back(std::move(*verdict));
  }
  return verdicts;
}

}  // namespace bxbench::analysis::verdict
