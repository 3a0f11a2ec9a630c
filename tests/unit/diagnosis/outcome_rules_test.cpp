// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/step_name.hpp>
#include <tests/support/job_facts.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using diagnosis::Job;
using diagnosis::named_step;
using test::first_fill;
using test::found;
using test::outcome;
using test::second_hit;

namespace {

/// COPY . ., RUN with a mount, and COPY --from of its output, which is cached.
Job stale(const std::string& run, const std::string& source) {
  Job job;
  job.run = "log";
  job.builds.emplace_back();
  auto& steps = job.builds[0].steps;
  steps = {named_step("[builder 2/3] COPY . ."), named_step("[builder 3/3] " + run),
           named_step("[stage-3 3/3] COPY --from=builder " + source + " api")};
  steps[0].ran = steps[1].ran = steps[2].cached = true;
  return job;
}

}  // namespace

TEST_CASE("downloads of a build that found a cache are told, with those before", "[diagnosis]") {
  auto job = second_hit();
  CHECK(outcome("downloads-repeated", {first_fill()}) == "-");
  CHECK(outcome("downloads-repeated", {first_fill(), job}) == "pass");
  job.builds[0].downloads = 120;
  CHECK(found("downloads-repeated", {first_fill(), job}).evidence ==
        "120 lines of the build report a download, 120 in the run before");
  CHECK(outcome("downloads-repeated", {job}) == "fail");
  job.builds[0].downloads = 40;  // what an edit of the lock file may take
  CHECK(outcome("downloads-repeated", {first_fill(), job}) == "pass");
}

TEST_CASE("downloads after a miss are told by the rules about misses alone", "[diagnosis]") {
  auto missed = first_fill();
  missed.run = "3.log";
  CHECK(outcome("downloads-repeated", {second_hit(), missed}) != "fail");
  CHECK(outcome("downloads-repeated", {first_fill(), missed}) == "fail");
}

TEST_CASE("a build whose steps take no time cannot become faster", "[diagnosis]") {
  auto first = first_fill(), second = second_hit();
  for (auto* job : {&first, &second}) {
    job->builds[0].compile_seconds.reset();
    job->builds[0].seconds = 6;
    for (auto& step : job->builds[0].steps)
      step.seconds = 0.5;
  }
  CHECK(outcome("build-not-faster", {first, second}) == "-");
  first.builds[0].steps.emplace_back(named_step("[build 9/9] RUN make")).seconds = 9;
  first.builds[0].steps.back().ran = true;
  CHECK(outcome("build-not-faster", {first, second}) == "fail");
}

TEST_CASE("the second run is compared with the first", "[diagnosis]") {
  auto job = second_hit();
  CHECK(outcome("build-not-faster", {first_fill(), job}) == "pass");
  CHECK(outcome("build-not-faster", {first_fill()}) == "-");
  job.builds[0].compile_seconds = 39;
  CHECK(found("build-not-faster", {first_fill(), job}).evidence ==
        "40 s in the first run, 39 s in this one");
  CHECK(outcome("build-not-faster", {job}) == "-");
  CHECK(outcome("build-not-faster", {job}, *diagnosis::find_profile("seed")) == "fail");
}

TEST_CASE("jobs of two names are two jobs, also where each has a file of its own", "[diagnosis]") {
  auto first = first_fill(), job = second_hit();
  first.run = "logs/0_lint.txt";
  job.run = "logs/1_build.txt";
  first.name = "lint";
  job.builds[0].compile_seconds = 39;
  CHECK(outcome("build-not-faster", {first, job}) == "-");
  first.name = "0_lint";  // that of the file: the log does not tell the job's
  CHECK(outcome("build-not-faster", {first, job}) == "fail");
}

TEST_CASE("mounts are measured against the profile", "[diagnosis]") {
  const auto seed = *diagnosis::find_profile("seed");
  auto job = second_hit();
  CHECK(outcome("mount-small", {job}) == "-");
  CHECK(outcome("mount-small", {job}, seed) == "pass");
  job.builds[0].mounts[1].before = 49'000'000;
  CHECK(found("mount-small", {job}, seed).evidence ==
        "mount go-build held 49.0 MB before the build, profile seed expects 50.0 MB");
}

TEST_CASE("an export that takes longer than all steps costs more than it saves", "[diagnosis]") {
  auto job = first_fill();
  CHECK(outcome("export-costly", {job}) == "-");
  job.builds[0].exports = {{"r/app:cache", "registry", true}};
  job.builds[0].exports[0].seconds = 8;
  CHECK(outcome("export-costly", {job}) == "pass");
  job.builds[0].exports[0].seconds = 90;
  CHECK(found("export-costly", {job}).evidence ==
        "the export took 90 s, all steps of a cold build 40 s");
}

TEST_CASE("a copy out of a cache mount that is cached may be stale", "[diagnosis]") {
  const std::string run =
      "RUN --mount=type=cache,target=/usr/local/cargo/registry "
      "--mount=type=cache,target=/app/target cargo build";
  const auto finding = found("stale-artifact", {stale(run, "/app/target/release/rest")});
  CHECK(finding.weight > 0.8);
  CHECK(finding.evidence.find("cache mount /app/target") != std::string::npos);
  CHECK(outcome("stale-artifact", {stale(run, "/tmp/rest")}) == "-");
}

TEST_CASE("where the display cut the mounts off it is possible, and weighs less", "[diagnosis]") {
  const std::string run = "RUN --mount=type=cache,target=/usr/local/cargo/registry";
  const auto finding = found("stale-artifact", {stale(run, "/app/target/release/rest")});
  CHECK(finding.evidence.starts_with("stale artifact possible: "));
  CHECK(finding.weight < 0.8);
}

TEST_CASE("a copy that was made again is fresh, and one of unchanged sources may be cached",
          "[diagnosis]") {
  const std::string run = "RUN --mount=type=cache,target=/app/target cargo build";
  auto job = stale(run, "/app/target/release/rest");
  auto& steps = job.builds[0].steps;
  steps[2].cached = false;
  CHECK(outcome("stale-artifact", {job}) == "-");
  steps[2].cached = true;
  steps[0].ran = false;
  CHECK(outcome("stale-artifact", {job}) == "-");
}
