// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/verdict/rules.hpp>
#include <harness/measure/validity.hpp>
#include <tests/support/samples.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using analysis::verdict::judge_restore;
using Outcome = measure::Verdict::Outcome;

TEST_CASE("an archive of 198 bytes is an empty one", "[analysis]") {
  auto sample = test::warm_mounts();
  sample.evidence.restore->bytes = 198;
  const auto verdict = judge_restore(sample);
  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::fail);
  CHECK(verdict->evidence == "restored 198 bytes under key go-v1-abc");
  CHECK(verdict->finding.find("bump the cache version") != std::string::npos);
}

TEST_CASE("the limit itself is no longer empty", "[analysis]") {
  auto sample = test::warm_mounts();
  sample.evidence.restore->bytes = measure::empty_below;
  const auto verdict = judge_restore(sample);
  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::pass);
  CHECK(verdict->finding.empty());
}

TEST_CASE("the key that was found is named, not the one that was asked for", "[analysis]") {
  auto sample = test::warm_mounts();
  sample.evidence.restore->matched_key = "go-v1-older";
  CHECK(judge_restore(sample)->evidence == "restored 8000000 bytes under key go-v1-older");
  sample.evidence.restore->matched_key.clear();
  CHECK(judge_restore(sample)->evidence == "restored 8000000 bytes under key go-v1-abc");
}

TEST_CASE("a miss restores nothing that could be empty", "[analysis]") {
  auto sample = test::warm_mounts();
  sample.evidence.restore->hit = false;
  CHECK_FALSE(judge_restore(sample));
  sample.evidence.restore.reset();
  CHECK_FALSE(judge_restore(sample));
}

TEST_CASE("a restored archive that no mount got is found", "[analysis]") {
  auto sample = test::warm_mounts();
  CHECK(analysis::verdict::judge_mounts(sample)->outcome == Outcome::pass);
  sample.evidence.mounts[1].bytes_before = 0;
  const auto verdict = analysis::verdict::judge_mounts(sample);
  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::fail);
  CHECK(verdict->evidence ==
        "restored 8000000 bytes, but mount go-build held 0 bytes before the build");
}

TEST_CASE("an empty archive is no reason to look for its content in mounts", "[analysis]") {
  auto sample = test::warm_mounts();
  sample.evidence.mounts[1].bytes_before = 0;
  sample.evidence.restore->bytes = 198;
  CHECK_FALSE(analysis::verdict::judge_mounts(sample));
  sample.evidence.restore.reset();
  CHECK_FALSE(analysis::verdict::judge_mounts(sample));
}
