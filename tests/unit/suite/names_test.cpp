// SPDX-License-Identifier: Apache-2.0
#include <harness/suite/names.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench::suite;

TEST_CASE("claims and carriers keep the words of the scripts", "[suite]") {
  CHECK(name(Claim::none) == "none");
  CHECK(name(Claim::cold) == "cold");
  CHECK(name(Claim::warm) == "warm");
  CHECK(name(Carries::nothing) == "nothing");
  CHECK(name(Carries::layers) == "layers");
  CHECK(name(Carries::mounts) == "mounts");
}

TEST_CASE("words are read back and others are refused", "[suite]") {
  CHECK(claim_from("warm") == Claim::warm);
  CHECK(carries_from("mounts") == Carries::mounts);
  CHECK_FALSE(claim_from("hot"));
  CHECK_FALSE(carries_from(""));
}
