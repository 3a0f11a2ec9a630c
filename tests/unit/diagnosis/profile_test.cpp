// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/profile.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench::diagnosis;

TEST_CASE("the seed's criteria are a profile", "[diagnosis]") {
  const auto seed = find_profile("seed");
  REQUIRE(seed.has_value());
  CHECK(seed->restore_at_least == 100e6);
  CHECK(seed->module_mount_at_least == 100e6);
  CHECK(seed->build_mount_at_least == 50e6);
  CHECK(seed->build_below == 10);
  CHECK(find_profile("sed").error().hint == "there are default, seed");
}

TEST_CASE("thresholds take units", "[diagnosis]") {
  Profile profile;
  CHECK(set_threshold(profile, "restore-at-least=50MB").has_value());
  CHECK(profile.restore_at_least == 50e6);
  CHECK(set_threshold(profile, "empty-below=8KiB").has_value());
  CHECK(profile.empty_below == 8192);
  CHECK(set_threshold(profile, "build-below=12.5").has_value());
  CHECK(profile.build_below == 12.5);
  CHECK(set_threshold(profile, "build-below=8s").has_value());
  CHECK(profile.build_below == 8);
}

TEST_CASE("a threshold is written as it is given", "[diagnosis]") {
  for (const auto& profile : profiles())
    for (const auto& threshold : thresholds()) {
      Profile other;
      other.*(threshold.value) = -1;
      const auto text = std::string(threshold.name) + "=" + value_of(threshold, profile);
      CAPTURE(text);
      CHECK(set_threshold(other, text).has_value());
      CHECK(other.*(threshold.value) == profile.*(threshold.value));
    }
  CHECK(value_of(thresholds().at(3), find_profile("seed").value()) == "100MB");
}

TEST_CASE("what is no threshold or no number is refused", "[diagnosis]") {
  Profile profile;
  for (const auto* text :
       {"", "=", "empty-below", "empty-below=", "empty-below=x", "empty-below=-1",
        "empty-below=1 MB", "no-such=1", "build-below=nan", "build-below=inf",
        "empty-below=1e306MB", "build-below=10MB", "empty-below=10s", "downloads-at-most=5B"}) {
    CAPTURE(text);
    const auto set = set_threshold(profile, text);
    REQUIRE_FALSE(set.has_value());
    CHECK_FALSE(set.error().hint.empty());
  }
}
