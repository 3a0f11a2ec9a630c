// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/validity.hpp>
#include <tests/support/samples.hpp>
#include <tests/support/verdicts.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using Outcome = measure::Verdict::Outcome;

TEST_CASE("an archive of 198 bytes is an empty one", "[diagnosis]") {
  auto sample = test::warm_mounts();
  sample.evidence.restore->bytes = 198;
  const auto verdict = test::verdict_of("empty-restore", sample);
  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::fail);
  CHECK(verdict->evidence == "restored 198 bytes under key go-v1-abc");
  CHECK(verdict->finding.find("bump the cache version") != std::string::npos);
}

TEST_CASE("the limit itself is no longer empty", "[diagnosis]") {
  auto sample = test::warm_mounts();
  sample.evidence.restore->bytes = measure::empty_below;
  const auto verdict = test::verdict_of("empty-restore", sample);
  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::pass);
  CHECK(verdict->finding.empty());
}

TEST_CASE("the key that was found is named, not the one that was asked for", "[diagnosis]") {
  auto sample = test::warm_mounts();
  sample.evidence.restore->matched_key = "go-v1-older";
  CHECK(test::verdict_of("empty-restore", sample)->evidence ==
        "restored 8.0 MB under key go-v1-older");
  sample.evidence.restore->matched_key.clear();
  CHECK(test::verdict_of("empty-restore", sample)->evidence ==
        "restored 8.0 MB under key go-v1-abc");
}

TEST_CASE("a miss restores nothing that could be empty", "[diagnosis]") {
  auto sample = test::warm_mounts();
  sample.evidence.restore->hit = false;
  CHECK_FALSE(test::verdict_of("empty-restore", sample));
  sample.evidence.restore.reset();
  CHECK_FALSE(test::verdict_of("empty-restore", sample));
}

TEST_CASE("a restored archive that no mount got is found", "[diagnosis]") {
  auto sample = test::warm_mounts();
  CHECK(test::verdict_of("mount-empty", sample)->outcome == Outcome::pass);
  sample.evidence.mounts[1].bytes_before = 0;
  const auto verdict = test::verdict_of("mount-empty", sample);
  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::fail);
  CHECK(verdict->evidence == "restored 8.0 MB, but mount go-build held 0 bytes before the build");
}

TEST_CASE("an empty archive is no reason to look for its content in mounts", "[diagnosis]") {
  auto sample = test::warm_mounts();
  sample.evidence.mounts[1].bytes_before = 0;
  sample.evidence.restore->bytes = 198;
  CHECK_FALSE(test::verdict_of("mount-empty", sample));
  sample.evidence.restore.reset();
  CHECK_FALSE(test::verdict_of("mount-empty", sample));
}
