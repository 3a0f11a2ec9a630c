// SPDX-License-Identifier: Apache-2.0
#include <tests/support/example_records.hpp>

namespace bxbench::tests {
namespace {

measure::Evidence full_evidence() {
  measure::Evidence evidence;
  evidence.build_error = "the build failed (exit code 1)";
  evidence.steps = {7, 5, 2};
  const measure::Miss miss{"input-changed", "src/main.go", "src/main.go changed"};
  evidence.step_list = {{"[build 2/7] RUN go mod download", true, 0.25, "sha256:11", miss},
                        {"COPY . .", false, 1.5, "sha256:22", miss}};
  evidence.critical_path = {{"COPY . .", "solve", 1.25}};
  evidence.timeline = {{"COPY . .", "solve", 0.5, 1.25, true}};
  evidence.imports = {{"importing cache manifest from registry:5000/c", true, "none really"},
                      {"importing cache manifest from gha", false, "not found"}};
  evidence.mounts = {{"go-build", "/root/.cache/go-build", "carried-id", 123456, 234567}};
  evidence.restore = measure::RestoreEvidence{"key-1", true, true, "key-0", 198, "status 503"};
  evidence.resources.client = process::Usage{1.5, 0.25, 61000000};
  evidence.resources.daemon = process::Usage{2.5, 0.75, 162000000};
  evidence.downloads = 12;
  evidence.tool_cache = measure::ToolCache{15, 20};
  evidence.cache_traffic = suite::CacheTraffic{9, 2, 1, 1, 3, 4, 5, 4096, 198};
  evidence.cache_keys["key-1"] = {9, 2, 1, 1, 3, 4, 5, 4096, 198};
  evidence.save = measure::SaveEvidence{"key-2", true, 4096, "status 403"};
  evidence.saved_under = {{"scope", "main"}};
  evidence.looked_up = {{"mount id", "go-build"}, {"key", "key-1"}};
  evidence.traffic = {{"actions-cache", {3, 1000, 18446744073709551615U}}, {"registry", {1, 2, 3}}};
  evidence.expected_marker = "marker-7";
  evidence.artifact_fresh = false;
  return evidence;
}

}  // namespace

measure::Sample full_sample() {
  measure::Sample sample;
  sample.trial = "3f9c0a";
  sample.cell = {"go", "mount", "version-bump", "first"};
  sample.repetition = 3;
  sample.claim = suite::Claim::warm;
  sample.carries = suite::Carries::mounts;
  sample.valid = true;
  sample.invalid_reason = "kept although valid, to see it travel";
  sample.job_seconds = 12.3456789012345;
  sample.build_seconds = 0.1;
  sample.phases = {1, 2, 3, 4, 5, 6, 7, 8, 9.5, 10};
  sample.evidence = full_evidence();
  sample.verdicts = {{"mount-restored", measure::Verdict::Outcome::fail, "198 B", "Empty.", true},
                     {"artifact-fresh", measure::Verdict::Outcome::pass, "marker", "F", true}};
  return sample;
}

journal::RunStarted full_run_started() {
  journal::RunStarted run;
  run.id = "20260501-120000-7f3a";
  run.started = "2026-05-01T12:00:00Z";
  run.command = {"bxbench", "run", "-s", "a \"quoted\" | word\n\x1b[31m"};
  run.seed = 18446744073709551615U;
  run.repetitions = 7;
  run.baseline = "registry";
  run.order = {{"go", "none", "cold", ""}, {"go", "mount", "cold", ""}};
  run.environment = {"0.1.0",  "27.3.1",      "0.17.1", "0.16.0", "dockerd",     "Linux",
                     "github", "local, cold", "tmpfs",  4,        17179869184ULL};
  run.request = {{"go"}, {"mount"}, {"cold"}, {"mount.id=x"}, {"/p/x.lua"}, 0.05,           30,
                 7200.0, true,      "14MB/s", "public",       "warm",       "http://mirror"};
  run.inputs = {{"scenario cold", "ab12"}};
  return run;
}

journal::TrialFinished full_trial_finished() {
  journal::TrialFinished trial;
  trial.trial = "3f9c0a";
  trial.cell = {"go", "mount", "version-bump", ""};
  trial.repetition = 3;
  trial.error = "the second job's build failed";
  trial.error_kind = "build_failed";
  trial.samples = {full_sample()};
  trial.expectations = 3;
  trial.jobs_run = 2;
  trial.jobs_restored = 1;
  trial.failed_expectations = {{"the artifact shows the edit", "scenarios/version-bump.lua:9"}};
  return trial;
}

}  // namespace bxbench::tests
