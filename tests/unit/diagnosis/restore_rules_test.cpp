// SPDX-License-Identifier: Apache-2.0
#include <tests/support/job_facts.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using diagnosis::Save;
using test::first_fill;
using test::found;
using test::outcome;
using test::second_hit;

TEST_CASE("an archive below the profile's size is a failure of that profile alone", "[diagnosis]") {
  auto job = second_hit();
  job.restores[0].bytes = 3'400'000;
  CHECK(outcome("empty-restore", {job}) == "pass");
  const auto seed = *diagnosis::find_profile("seed");
  CHECK(found("empty-restore", {job}, seed).evidence ==
        "restored 3.4 MB under key k-v1, profile seed expects 100.0 MB");
  CHECK(outcome("empty-restore", {first_fill()}) == "-");
}

TEST_CASE("a key that holds nothing and is not saved again is locked", "[diagnosis]") {
  auto job = second_hit();
  CHECK(outcome("key-locked", {job}) == "pass");
  job.restores[0].bytes = 195;
  CHECK(found("key-locked", {job}).evidence == "key k-v1 holds 195 bytes and is not saved again");
  job.saves[0].key = "k-v1-other";
  CHECK(outcome("key-locked", {job}) == "-");
  CHECK(outcome("key-locked", {first_fill()}) == "-");
}

TEST_CASE("a lock weighs less when an archive under another key is empty too", "[diagnosis]") {
  auto job = second_hit();
  job.restores[0].bytes = 195;
  auto next = job;
  next.run = "3.log";
  next.restores[0].matched_key = next.restores[0].key = next.saves[0].key = "k-v2";
  CHECK(found("key-locked", {job, next}).weight < found("key-locked", {job}).weight);
}

TEST_CASE("an archive of a few hundred bytes is noticed when it is saved", "[diagnosis]") {
  auto job = first_fill();
  CHECK(outcome("empty-save", {job}) == "pass");
  job.saves[0].bytes = 198;
  CHECK(found("empty-save", {job}).evidence == "saved 198 bytes under key k-v1");
  job.saves[0].bytes.reset();
  CHECK(outcome("empty-save", {job}) == "-");
}

TEST_CASE("paths that do not exist save nothing", "[diagnosis]") {
  auto job = first_fill();
  CHECK(outcome("nothing-to-save", {job}) == "-");
  job.saves[0].result = Save::Result::nothing_there;
  CHECK(outcome("nothing-to-save", {job}) == "fail");
}

TEST_CASE("a key that is taken without having been found is told", "[diagnosis]") {
  auto job = first_fill();
  CHECK(outcome("key-taken", {job}) == "-");
  job.saves[0].result = Save::Result::taken;
  CHECK(outcome("key-taken", {job}) == "fail");
  job.restores[0].hit = true;
  CHECK(outcome("key-taken", {job}) == "-");
}
