// SPDX-License-Identifier: Apache-2.0
#include <harness/builder/cache_spec.hpp>
#include <tests/support/job_facts.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using diagnosis::Job;
using diagnosis::Trouble;
using test::found;
using test::layers_hit;
using test::outcome;

namespace {

/// A run whose import works, and that makes every step again.
Job all_made() {
  auto job = layers_hit();
  for (auto& step : job.builds[0].steps) {
    step.cached = false;
    step.ran = true;
  }
  return job;
}

Job with_export(const std::string& spec) {
  auto job = all_made();
  job.builds[0].cache_to = {spec};
  return job;
}

}  // namespace

TEST_CASE("an import that fails is told with what was cached", "[diagnosis]") {
  auto job = all_made();
  CHECK(outcome("import-failed", {job}) == "pass");
  job.builds[0].imports[0].succeeded = false;
  job.builds[0].imports[0].error = "unexpected status: 403";
  job.builds[0].imports[0].trouble = Trouble::denied;
  CHECK(found("import-failed", {job}).evidence ==
        "the import of r/app:cache failed: unexpected status: 403; 0 of 4 steps were cached");
  job.builds[0].imports.clear();
  CHECK(outcome("import-failed", {job}) == "-");
}

TEST_CASE("what is not there yet may be a first run, and in a second one it is a failure",
          "[diagnosis]") {
  auto job = all_made();
  job.builds[0].imports[0].succeeded = false;
  job.builds[0].imports[0].trouble = Trouble::not_found;
  CHECK(outcome("import-failed", {job}) == "inconclusive");
  auto first = job;
  first.run = "1.log";
  CHECK(found("import-failed", {first, job}).job == "build of 2.log");
  CHECK(outcome("import-failed", {first, job}) == "fail");
  job.builds[0].exports.clear();
  CHECK(outcome("import-failed", {job}) == "fail");
}

TEST_CASE("of several sources one that is missing is no failure", "[diagnosis]") {
  auto job = layers_hit();
  job.builds[0].imports.push_back({"r/app:branch", "registry", false, "not found"});
  job.builds[0].imports.back().trouble = Trouble::not_found;
  CHECK(outcome("import-failed", {job}) == "pass");
}

TEST_CASE("an import that the command asks for and that never comes is told", "[diagnosis]") {
  auto job = layers_hit();
  CHECK(outcome("import-dropped", {job}) == "-");
  job.builds[0].cache_from = {"type=gha,scope=app"};
  CHECK(outcome("import-dropped", {job}) == "fail");
  job.builds[0].imports[0].backend = "gha";
  CHECK(outcome("import-dropped", {job}) == "-");
}

TEST_CASE("an import that matches nothing is told", "[diagnosis]") {
  CHECK(outcome("import-unused", {layers_hit()}) == "pass");
  CHECK(found("import-unused", {all_made()}).evidence ==
        "imported r/app:cache, and no step was cached");
  auto job = all_made();
  job.builds[0].imports.clear();
  CHECK(outcome("import-unused", {job}) == "-");
}

TEST_CASE("an Actions cache without entries is imported without an error", "[diagnosis]") {
  auto job = all_made();
  job.builds[0].imports[0].backend = "gha";
  job.run = "1.log";
  CHECK(outcome("import-unused", {job}) == "inconclusive");
  auto next = job;
  next.run = "2.log";
  CHECK(outcome("import-unused", {job, next}) == "fail");
}

TEST_CASE("stages that were not exported are made again", "[diagnosis]") {
  CHECK(outcome("mode-min", {all_made()}) == "pass");
  const auto finding = found("mode-min", {with_export("type=registry,ref=r/app:cache")});
  CHECK(finding.evidence ==
        "--cache-to type=registry,ref=r/app:cache exports the last stage alone; 2 steps of earlier "
        "stages were made again, the first is [deps 1/2] COPY package.json .");
  auto cached = layers_hit();
  cached.builds[0].cache_to = {"type=registry,ref=r/app:cache"};
  CHECK(outcome("mode-min", {cached}) == "-");
  auto missed = layers_hit();
  missed.builds[0].steps[0].miss = diagnosis::StepMiss{"not-exported", "mode=min", "why"};
  CHECK(found("mode-min", {missed}).evidence == "why");
}

TEST_CASE("inline cache has no mode", "[diagnosis]") {
  CHECK(outcome("inline-max", {with_export("type=inline,mode=max")}) == "fail");
  CHECK(outcome("inline-max", {with_export("type=inline")}) == "-");
}

TEST_CASE("a blank in a cache option is told", "[diagnosis]") {
  CHECK(outcome("spec-with-blank", {with_export("type=gha, mode=max")}) == "fail");
  CHECK(outcome("spec-with-blank", {with_export("type=gha,mode=max")}) == "-");
}

TEST_CASE("two builds of one run that export to one scope overwrite each other", "[diagnosis]") {
  auto one = with_export("type=gha,mode=max"), other = one;
  other.name = "other";
  CHECK(outcome("scope-overwritten", {one, other}) == "-");  // the same steps: the same cache
  other.builds[0].steps[0].name = "[deps 1/2] COPY Cargo.lock .";
  CHECK(found("scope-overwritten", {one, other}).evidence ==
        "build of 2.log and other of 2.log both export to gha buildkit: the last one stays");
  other.run = "3.log";
  CHECK(outcome("scope-overwritten", {one, other}) == "-");
  other.run = one.run;
  other.builds[0].cache_to = {"type=gha,mode=max,scope=other"};
  CHECK(outcome("scope-overwritten", {one, other}) == "-");
}

namespace {

/// A build with a --build-arg that finds everything above its first RUN in the cache.
Job with_argument(const std::string& value) {
  auto job = all_made();
  job.builds[0].command = "docker buildx build --build-arg REV=" + value + " .";
  auto& copy = job.builds[0].steps[0];
  copy.cached = true;
  copy.ran = false;
  job.builds[0].steps[1].seconds = 30;
  return job;
}

}  // namespace

TEST_CASE("a build argument with another value than before busts what is below", "[diagnosis]") {
  const auto job = with_argument("3f2a9c1");
  auto before = with_argument("aa2a9c1");
  before.run = "1.log";
  CHECK(found("busted-by-argument", {before, job}).evidence ==
        "build argument REV is 3f2a9c1 and was aa2a9c1 in the run before; the first step that was "
        "made again is [deps 2/2] RUN npm ci");
  before.builds[0].command = job.builds[0].command;
  CHECK(outcome("busted-by-argument", {before, job}) == "inconclusive");  // of the first run
  before.builds[0].imports.clear();
  CHECK(outcome("busted-by-argument", {before, job}) == "-");
}

TEST_CASE("of one run a build argument is told apart by what it looks like", "[diagnosis]") {
  for (const auto* value : {"3f2a9c1", "2024-01-29T08:24:00Z", "1706516640"}) {
    CAPTURE(value);
    CHECK(outcome("busted-by-argument", {with_argument(value)}) == "inconclusive");
  }
  CHECK(outcome("busted-by-argument", {with_argument("1.23")}) == "-");
  const auto checksum = std::string(32, 'a') + std::string(32, '1');
  CHECK(outcome("busted-by-argument", {with_argument(checksum)}) == "-");
}

TEST_CASE("a step below a copy that was made needs no argument to be made again", "[diagnosis]") {
  auto before = with_argument("aa2a9c1"), job = with_argument("3f2a9c1");
  before.run = "1.log";
  auto& copy = job.builds[0].steps[0];
  copy.cached = false;
  copy.ran = true;
  CHECK(outcome("busted-by-argument", {before, job}) != "fail");
  job = with_argument("3f2a9c1");
  job.builds[0].steps[0].cached = false;  // nothing at all was in the cache
  CHECK(outcome("busted-by-argument", {before, job}) != "fail");
}

TEST_CASE("an argument that only a last quick step uses costs nothing", "[diagnosis]") {
  auto before = with_argument("aa2a9c1"), job = with_argument("3f2a9c1");
  before.run = "1.log";
  job.builds[0].steps[1].seconds = 0.2;
  CHECK(outcome("busted-by-argument", {before, job}) != "fail");
  job.builds[0].steps[3].command = "RUN make";
  CHECK(outcome("busted-by-argument", {before, job}) == "fail");
}

TEST_CASE("a changed argument that BuildKit's records tell of is told in their words",
          "[diagnosis]") {
  CHECK(outcome("busted-by-argument", {all_made()}) == "-");
  auto job = layers_hit();
  job.builds[0].steps[1].miss = diagnosis::StepMiss{"argument-changed", "REV", "REV was a, is b"};
  CHECK(found("busted-by-argument", {job}).evidence == "REV was a, is b");
}

TEST_CASE("a copy of everything above the installation is told", "[diagnosis]") {
  auto job = all_made();
  CHECK(outcome("whole-context-copied", {job}) == "-");
  job.builds[0].steps[0].command = "COPY . .";
  CHECK(outcome("whole-context-copied", {job}) == "fail");
  job.builds[0].steps[1].cached = true;
  job.builds[0].steps[1].ran = false;
  CHECK(outcome("whole-context-copied", {job}) == "-");
  auto first = all_made();
  first.builds[0].imports.clear();
  first.builds[0].steps[0].command = "COPY . .";
  CHECK(outcome("whole-context-copied", {first}) == "-");
}

TEST_CASE("a large context is told with its size", "[diagnosis]") {
  auto job = layers_hit();
  CHECK(outcome("context-large", {job}) == "-");
  job.builds[0].context = 128'700;
  CHECK(outcome("context-large", {job}) == "pass");
  job.builds[0].context = 523'000'000;
  CHECK(found("context-large", {job}).evidence == "the build context takes 523.0 MB");
}

TEST_CASE("a mount that nothing carries is empty beside a layer cache that works", "[diagnosis]") {
  auto job = layers_hit();
  CHECK(outcome("mounts-not-exported", {job}) == "-");
  job.builds[0].mounts = test::first_fill().builds[0].mounts;
  CHECK(outcome("mounts-not-exported", {job}) == "fail");
  job.carries = test::first_fill().carries;
  CHECK(outcome("mounts-not-exported", {job}) == "-");
}

TEST_CASE("a cache option is read field by field", "[diagnosis]") {
  using builder::read_spec;
  CHECK(read_spec("r/app:cache").place() == "r/app:cache");
  CHECK(read_spec("r/app:cache").type == "registry");
  CHECK(read_spec("type=gha,scope=a,mode=max").place() == "a");
  CHECK(read_spec("type=gha").place() == "buildkit");
  CHECK(read_spec("type=local,dest=/c").place() == "/c");
  CHECK(read_spec("type=gha,Mode=max").field("mode") == "max");
  const auto with_blank = read_spec("type=gha, mode=max, scope=a");
  CHECK(with_blank.blank);
  CHECK(with_blank.field("mode").empty());
  CHECK(with_blank.place() == "buildkit");
  CHECK_FALSE(read_spec("type=gha,scope=a b").blank);
  CHECK(read_spec("type=gha,mode= max").blank);
  CHECK(read_spec("").type.empty());
}
