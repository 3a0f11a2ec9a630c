// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/diagnosis/dockerfile_facts.hpp>
#include <harness/diagnosis/facts.hpp>
#include <harness/diagnosis/profile.hpp>
#include <harness/diagnosis/rules/families.hpp>
#include <harness/diagnosis/rules/lint.hpp>
#include <harness/diagnosis/workflow_facts.hpp>

#include <memory>
#include <string>
#include <vector>

namespace bxbench::diagnosis {

using Outcomes = std::vector<Outcome>;
/// For comparisons.
inline const Outcomes failed_once{Outcome::fail}, passed_once{Outcome::pass},
    undecided_once{Outcome::inconclusive};

/// What the checks of files for one rule find in a workflow, and a Dockerfile when there is one.
inline std::vector<Finding> findings_of(const std::string& rule, const std::string& workflow,
                                        const std::string& dockerfile = {}) {
  Facts facts;
  if (!workflow.empty())
    facts.workflow = std::make_shared<WorkflowFacts>(read_workflow(workflow, "ci.yml").value());
  if (!dockerfile.empty())
    facts.dockerfile = std::make_shared<DockerfileFacts>(
        read_dockerfile(dockerfile, "Dockerfile", IgnoreFile{".git\n", ".dockerignore"}).value());
  std::vector<Finding> found;
  for (const auto& check : all_checks())
    if (check.rule == rule)
      for (auto& finding : check.judge(facts, find_profile("default").value()))
        found.push_back(std::move(finding));
  return found;
}

inline Outcomes outcomes_of(const std::string& rule, const std::string& workflow,
                            const std::string& dockerfile = {}) {
  Outcomes outcomes;
  for (const auto& finding : findings_of(rule, workflow, dockerfile))
    outcomes.push_back(finding.outcome);
  return outcomes;
}

}  // namespace bxbench::diagnosis
