// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/validity.hpp>
#include <tests/support/samples.hpp>
#include <tests/support/verdicts.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using Outcome = measure::Verdict::Outcome;

namespace {

std::optional<measure::Verdict> judge_use(const measure::Sample& sample) {
  return test::verdict_of("cache-used", sample);
}

}  // namespace

TEST_CASE("a used cache is told by its numbers", "[diagnosis]") {
  const auto layers = judge_use(test::warm_layers());
  REQUIRE(layers);
  CHECK(layers->outcome == Outcome::pass);
  CHECK(layers->evidence == "5 of 7 steps were cached");
  const auto mounts = judge_use(test::warm_mounts());
  REQUIRE(mounts);
  CHECK(mounts->evidence ==
        "8000000 bytes were restored, mount go-mod held 5000000 bytes before the build, mount "
        "go-build held 4000000 bytes before the build");
}

TEST_CASE("what makes a sample invalid fails the rule with the same words", "[diagnosis]") {
  auto sample = test::warm_mounts();
  sample.evidence.mounts[0].bytes_before = 0;
  const auto verdict = judge_use(sample);
  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::fail);
  CHECK(why_invalid(sample) == "claims a warm cache, but " + verdict->evidence);
  CHECK(verdict->finding.find("empty cache mounts") != std::string::npos);
}

TEST_CASE("layers that were not used have their own finding", "[diagnosis]") {
  auto sample = test::warm_layers();
  sample.evidence.imports.clear();
  CHECK(judge_use(sample)->finding.find("import") != std::string::npos);
}

TEST_CASE("a job that does not claim a warm cache need not use one", "[diagnosis]") {
  auto sample = test::warm_layers();
  sample.claim = suite::Claim::cold;
  CHECK_FALSE(judge_use(sample));
  sample.claim = suite::Claim::none;
  CHECK_FALSE(judge_use(sample));
  sample.claim = suite::Claim::warm;
  sample.carries = suite::Carries::nothing;
  CHECK_FALSE(judge_use(sample));
}

TEST_CASE("an artifact without the marker is stale", "[diagnosis]") {
  auto sample = test::plain_sample();
  CHECK(test::verdict_of("artifact-fresh", sample)->outcome == Outcome::pass);
  CHECK(test::verdict_of("artifact-fresh", sample)->evidence == "the artifact contains marker m-2");
  CHECK(test::verdict_of("artifact-fresh", sample)->finding.empty());
  sample.evidence.artifact_fresh = false;
  CHECK(test::verdict_of("artifact-fresh", sample)->outcome == Outcome::fail);
  CHECK(test::verdict_of("artifact-fresh", sample)->evidence ==
        "the artifact does not contain marker m-2: stale or not built");
  CHECK(test::verdict_of("artifact-fresh", sample)->finding.find("COPY --from") !=
        std::string::npos);
}

TEST_CASE("an artifact that nobody read decides nothing", "[diagnosis]") {
  auto sample = test::plain_sample();
  sample.evidence.artifact_fresh.reset();
  CHECK(test::verdict_of("artifact-fresh", sample)->outcome == Outcome::inconclusive);
  CHECK(test::verdict_of("artifact-fresh", sample)->evidence == "the artifact was not read");
}
