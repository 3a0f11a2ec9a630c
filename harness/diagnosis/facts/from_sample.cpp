// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/from_sample.hpp>
#include <harness/diagnosis/facts/step_name.hpp>
#include <harness/diagnosis/facts/trouble.hpp>
#include <harness/diagnosis/profile.hpp>
#include <harness/diagnosis/rule.hpp>
#include <harness/measure/cache_use.hpp>
#include <harness/measure/describe.hpp>

namespace bxbench::diagnosis {
namespace {

Job::Carries carries_of(suite::Carries carries) {
  switch (carries) {
    case suite::Carries::layers:
      return Job::Carries::layers;
    case suite::Carries::mounts:
      return Job::Carries::mounts;
    case suite::Carries::nothing:
      break;
  }
  return Job::Carries::nothing;
}

Job::Claim claim_of(suite::Claim claim) {
  switch (claim) {
    case suite::Claim::warm:
      return Job::Claim::warm;
    case suite::Claim::cold:
      return Job::Claim::cold;
    case suite::Claim::none:
      break;
  }
  return Job::Claim::none;
}

std::vector<Name> names_of(const std::vector<suite::Identifier>& identifiers) {
  std::vector<Name> names;
  for (const auto& [kind, value] : identifiers)
    names.push_back({kind, value});
  return names;
}

Step step_of(const measure::StepRecord& record) {
  auto step = named_step(record.name);
  step.cached = record.cached;
  step.ran = !record.cached && record.seconds > 0;
  step.seconds = record.seconds;
  if (record.miss) step.miss = StepMiss{record.miss->kind, record.miss->subject, record.miss->text};
  return step;
}

Build build_of(const measure::Sample& sample) {
  const auto& evidence = sample.evidence;
  Build build;
  build.failed = !evidence.build_error.empty();
  build.error = evidence.build_error;
  build.trouble = trouble_in(build.error);
  build.downloads = evidence.downloads;
  build.seconds = sample.build_seconds;
  for (const auto& record : evidence.step_list)
    build.steps.push_back(step_of(record));
  for (const auto& import : evidence.imports) {
    Import fact{import.name};
    fact.succeeded = import.succeeded;
    fact.error = import.error;
    fact.trouble = trouble_in(import.error);
    build.imports.push_back(std::move(fact));
  }
  for (const auto& mount : evidence.mounts) {
    Mount fact{mount.id, mount.target};
    fact.carrier_id = mount.carrier_id;
    fact.before = mount.bytes_before;
    fact.after = mount.bytes_after;
    build.mounts.push_back(std::move(fact));
  }
  return build;
}

Restore restore_of(const measure::RestoreEvidence& evidence) {
  Restore fact{evidence.key, evidence.hit, evidence.exact, evidence.matched_key, evidence.bytes};
  fact.error = evidence.error;
  fact.trouble = trouble_in(evidence.error);
  return fact;
}

Save save_of(const measure::SaveEvidence& evidence) {
  Save fact{evidence.key};
  fact.bytes = evidence.bytes;
  fact.error = evidence.error;
  fact.trouble = trouble_in(evidence.error);
  if (!evidence.stored)
    fact.result = evidence.error.empty() ? Save::Result::taken : Save::Result::failed;
  return fact;
}

measure::Verdict verdict_of(const Rule& rule, const Finding& finding) {
  measure::Verdict verdict;
  verdict.rule = rule.name;
  verdict.evidence = finding.evidence;
  if (finding.outcome == Outcome::inconclusive) return verdict;
  const bool holds = finding.outcome == Outcome::pass;
  verdict.outcome = holds ? measure::Verdict::Outcome::pass : measure::Verdict::Outcome::fail;
  if (!holds)
    verdict.finding = (finding.cause.empty() ? rule.cause : finding.cause) + std::string(" ") +
                      (finding.fix.empty() ? rule.fix : finding.fix);
  return verdict;
}

}  // namespace

Job job_of(const measure::Sample& sample) {
  const auto& evidence = sample.evidence;
  Job job;
  job.name = sample.cell.job;
  job.claim = claim_of(sample.claim);
  job.strategy = carries_of(sample.carries);
  job.seconds = sample.job_seconds;
  job.saved_under = names_of(evidence.saved_under);
  job.looked_up = names_of(evidence.looked_up);
  if (evidence.restore) job.restores.push_back(restore_of(*evidence.restore));
  if (evidence.save) job.saves.push_back(save_of(*evidence.save));
  job.builds.push_back(build_of(sample));
  auto use = measure::cache_use(sample);
  job.cache_used = use.used;
  job.use_in_words = std::move(use.reason);
  job.fresh = evidence.artifact_fresh;
  job.artifact_in_words = measure::describe_artifact(evidence);
  return job;
}

void add_sample(Job& job, const measure::Sample& sample) {
  const bool keeps_nothing = sample.carries == suite::Carries::nothing;
  job.claim = keeps_nothing ? Job::Claim::cold : claim_of(sample.claim);
  for (auto& build : job.builds)
    for (auto& step : build.steps)
      for (const auto& record : sample.evidence.step_list)
        if (record.miss && record.name == step.name) step.miss = step_of(record).miss;
}

std::vector<measure::Verdict> judge(const measure::Sample& sample) {
  Facts facts;
  facts.jobs.push_back(job_of(sample));
  const Profile profile;
  std::vector<measure::Verdict> verdicts;
  for (const auto& rule : all_rules()) {
    if (!rule.of_samples) continue;
    for (const auto& finding : rule.judge(facts, profile))
      verdicts.push_back(verdict_of(rule, finding));
  }
  return verdicts;
}

}  // namespace bxbench::diagnosis
