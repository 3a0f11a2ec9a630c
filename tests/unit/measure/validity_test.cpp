// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/validity.hpp>
#include <tests/support/samples.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using measure::why_invalid;

TEST_CASE("a sample that claims nothing needs a fresh artifact only", "[measure]") {
  auto sample = test::plain_sample();
  CHECK(why_invalid(sample).empty());
  sample.evidence.artifact_fresh = false;
  CHECK(why_invalid(sample) == "the artifact does not contain marker m-2: stale or not built");
  sample.evidence.artifact_fresh.reset();
  CHECK(why_invalid(sample) == "the artifact was not read");
}

TEST_CASE("carried layers are proved by an import and a cached step", "[measure]") {
  auto sample = test::warm_layers();
  CHECK(why_invalid(sample).empty());
  sample.evidence.steps.cached = 0;
  CHECK(why_invalid(sample) ==
        "claims a warm cache, but no step was cached although a cache was imported");
  sample.evidence.imports.clear();
  CHECK(why_invalid(sample) ==
        "claims a warm cache, but no step was cached and no cache was imported");
  sample.evidence.imports = {{"importing cache manifest from r", false, "r: not found"}};
  CHECK(why_invalid(sample) ==
        "claims a warm cache, but no step was cached and the import failed: r: not found");
}

TEST_CASE("cached steps without an import prove nothing", "[measure]") {
  auto sample = test::warm_layers();
  sample.evidence.imports = {{"importing cache manifest from r", false, ""}};
  CHECK(
      why_invalid(sample) ==
      "claims a warm cache, but 5 of 7 steps were cached and the import failed: it did not finish");
}

TEST_CASE("one import of several is enough", "[measure]") {
  auto sample = test::warm_layers();
  sample.evidence.imports.insert(sample.evidence.imports.begin(),
                                 {"importing cache manifest from s", false, "s: not found"});
  CHECK(why_invalid(sample).empty());
}

TEST_CASE("carried mounts are proved by the archive", "[measure]") {
  auto sample = test::warm_mounts();
  CHECK(why_invalid(sample).empty());
  sample.evidence.restore->bytes = 198;
  CHECK(why_invalid(sample) ==
        "claims a warm cache, but the archive that was restored holds 198 bytes");
  sample.evidence.restore->hit = false;
  CHECK(why_invalid(sample) == "claims a warm cache, but no archive was found under key go-v1-abc");
  sample.evidence.restore.reset();
  for (auto& mount : sample.evidence.mounts)
    mount.carrier_id.clear();
  CHECK(why_invalid(sample) == "claims a warm cache, but nothing was restored");
}

TEST_CASE("mounts that were filled from a folder of the host need no archive", "[measure]") {
  auto sample = test::warm_mounts();
  sample.evidence.restore.reset();
  CHECK(why_invalid(sample).empty());
  sample.evidence.mounts[1].bytes_before = 0;
  CHECK(why_invalid(sample) ==
        "claims a warm cache, but mount go-build held 0 bytes before the build");
}

TEST_CASE("a measured build that failed proves nothing", "[measure]") {
  auto sample = test::warm_layers();
  sample.evidence.build_error = "exit code 1";
  CHECK(why_invalid(sample) == "the build failed");
}

TEST_CASE("carried mounts are proved by every mount's content", "[measure]") {
  auto sample = test::warm_mounts();
  sample.evidence.mounts[1].bytes_before = measure::mount_empty_below;
  CHECK(why_invalid(sample).empty());
  sample.evidence.mounts[1].bytes_before = measure::mount_empty_below - 1;
  CHECK(why_invalid(sample) ==
        "claims a warm cache, but mount go-build held 255 bytes before the build");
  sample.evidence.mounts[0].bytes_before.reset();
  CHECK(why_invalid(sample) == "claims a warm cache, but nobody looked into mount go-mod");
}

TEST_CASE("a strategy that carries nothing cannot have cached steps", "[measure]") {
  auto sample = test::plain_sample();
  sample.claim = suite::Claim::warm;
  sample.evidence.steps = {7, 0, 7};
  CHECK(why_invalid(sample).empty());
  sample.evidence.steps = {7, 1, 6};
  CHECK(why_invalid(sample) ==
        "claims a warm cache, but 1 of 7 steps was cached and the strategy carries nothing");
}

TEST_CASE("a cold sample has neither cached steps nor full mounts", "[measure]") {
  auto sample = test::warm_mounts();
  sample.claim = suite::Claim::cold;
  CHECK(why_invalid(sample) ==
        "claims a cold cache, but mount go-mod held 5000000 bytes before the build");
  sample.evidence.mounts[0].bytes_before = 0;
  sample.evidence.mounts[1].bytes_before.reset();
  CHECK(why_invalid(sample).empty());
  sample.evidence.steps.cached = 2;
  CHECK(why_invalid(sample) == "claims a cold cache, but 2 of 7 steps were cached");
}
