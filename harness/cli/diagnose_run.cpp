// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/kept_job.hpp>
#include <harness/cli/diagnose_run.hpp>
#include <harness/diagnosis/facts.hpp>
#include <harness/diagnosis/facts/from_log.hpp>
#include <harness/diagnosis/facts/from_sample.hpp>
#include <harness/diagnosis/rule.hpp>
#include <harness/journal/journal.hpp>
#include <harness/report/place.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace fs = std::filesystem;

namespace bxbench::cli {
namespace {

using diagnosis::Finding;
using Findings = std::vector<Finding>;

constexpr std::string_view ending = ".steps.jsonl";

/// "go/mount/warm-build/rebuild": the job in any of its repetitions.
std::string label(const journal::TrialFinished& trial, const std::string& job) {
  auto key = trial.cell;
  key.job = job;
  return report::place_name(key);
}

const measure::Sample* sample_of(const journal::TrialFinished& trial, const std::string& job) {
  for (const auto& sample : trial.samples)
    if (label(trial, sample.cell.job) == job) return &sample;
  return nullptr;
}

/// All jobs of a trial in their order; none where nothing is kept of them.
Result<std::vector<diagnosis::Job>> kept_jobs(const journal::TrialFinished& trial,
                                              const fs::path& folder) {
  std::set<fs::path> files;
  std::error_code failure;
  for (const auto& file : fs::directory_iterator(folder, failure))
    if (file.path().filename().string().ends_with(ending)) files.insert(file.path());
  diagnosis::JobsFromLog jobs;
  for (const auto& file : files) {
    auto name = file.filename().string();
    name.resize(name.size() - ending.size());
    const auto add = [&](const cilog::Event& event) { jobs.add(event); };
    if (auto read = cilog::read_kept_job(file, label(trial, name), add); !read) return read.error();
  }
  auto all = jobs.take();
  for (auto& job : all)
    if (const auto* sample = sample_of(trial, job.run)) diagnosis::add_sample(job, *sample);
  return all;
}

bool is_of_samples(const std::string& rule) {
  const auto* found = diagnosis::find_rule(rule);
  return found != nullptr && found->of_samples;
}

/// One job's time beside another's tells nothing: the report has intervals.
constexpr const char* of_the_report = "build-not-faster";

/// Rules that a failure is expected of.
std::set<std::string> intended(const journal::TrialFinished& trial) {
  std::set<std::string> rules;
  for (const auto& sample : trial.samples)
    for (const auto& verdict : sample.verdicts)
      if (verdict.expected && verdict.outcome == measure::Verdict::Outcome::fail)
        rules.insert(verdict.rule);
  return rules;
}

/// What a sample proves its own evidence decides, everything else what the job printed.
Findings judge_trial(const journal::TrialFinished& trial, diagnosis::Facts facts,
                     const diagnosis::Profile& profile) {
  const bool kept = !facts.jobs.empty();
  auto findings = judge(facts, profile);
  std::erase_if(findings, [&](const Finding& one) {
    return one.rule == of_the_report ||
           (is_of_samples(one.rule) && sample_of(trial, one.job) != nullptr);
  });
  for (const auto& sample : trial.samples) {
    facts.jobs = {diagnosis::job_of(sample)};
    facts.jobs[0].name.clear();
    facts.jobs[0].run = label(trial, sample.cell.job);
    for (auto& one : judge(facts, profile))
      if (!kept || is_of_samples(one.rule)) findings.push_back(std::move(one));
  }
  return findings;
}

/// Findings of all trials; of what several repetitions show the first one, with their number.
class Collected {
 public:
  void add(Findings findings, const std::set<std::string>& intended) {
    std::set<Key> seen;
    for (auto& one : findings) {
      if (one.outcome == diagnosis::Outcome::fail && intended.contains(one.rule)) {
        ++intended_;
        continue;
      }
      const Key key{one.job, one.rule, one.outcome};
      if (!seen.insert(key).second) continue;
      const auto [place, is_new] = places_.try_emplace(key, findings_.size());
      if (is_new) {
        findings_.push_back(std::move(one));
        repetitions_.push_back(0);
      }
      ++repetitions_[place->second];
    }
  }
  Findings take() {
    for (std::size_t n = 0; n < findings_.size(); ++n)
      if (repetitions_[n] > 1)
        findings_[n].evidence += fmt::format(" (in {} repetitions)", repetitions_[n]);
    return std::move(findings_);
  }
  int intended() const { return intended_; }

 private:
  using Key = std::tuple<std::string, std::string, diagnosis::Outcome>;  // job, rule
  std::map<Key, std::size_t> places_;
  Findings findings_;
  std::vector<int> repetitions_;
  int intended_ = 0;
};

}  // namespace

Result<RunDiagnosis> diagnose_run(const fs::path& run, const diagnosis::Profile& profile) {
  std::error_code failure;
  const auto file = fs::is_directory(run, failure) ? run / "journal.jsonl" : run;
  if (!fs::exists(file, failure))
    return Error{Errc::bad_input, fmt::format("there is no run at {}", run.string()),
                 "name a folder that a run left, e.g. one below results/"};
  const auto results = journal::load(file);
  if (!results) return results.error();
  Collected collected;
  RunDiagnosis diagnosis;
  std::size_t count = 0;
  for (const auto& trial : results->trials) {
    auto jobs = kept_jobs(trial, file.parent_path() / "logs" / trial.trial);
    if (!jobs) return jobs.error();
    const auto in_trial = jobs->empty() ? trial.samples.size() : jobs->size();
    count += in_trial;
    diagnosis::Facts facts;
    facts.jobs = std::move(*jobs);
    diagnosis.tally.builds += in_trial;
    diagnosis.tally.cache_steps += diagnosis::tally({facts}).cache_steps;
    collected.add(judge_trial(trial, std::move(facts), profile), intended(trial));
  }
  diagnosis.read =
      fmt::format("{}: {} jobs of {} trials", run.string(), count, results->trials.size());
  if (collected.intended() > 0)
    diagnosis.read += fmt::format("; left out: {} failures that scenarios are made to show",
                                  collected.intended());
  diagnosis.findings = collected.take();
  return diagnosis;
}

}  // namespace bxbench::cli
