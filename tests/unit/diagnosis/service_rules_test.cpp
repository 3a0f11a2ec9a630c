// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/trouble.hpp>
#include <tests/support/job_facts.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using diagnosis::Trouble;
using diagnosis::trouble_in;
using test::first_fill;
using test::found;
using test::layers_hit;
using test::outcome;

namespace {

struct Case {
  const char* rule;
  Trouble trouble;
};

constexpr Case cases[] = {
    {"driver-cannot-export", Trouble::driver},
    {"old-service", Trouble::old_service},
    {"token-invalid", Trouble::token},
    {"cache-read-only", Trouble::denied},
    {"service-unavailable", Trouble::unavailable},
    {"evicted", Trouble::evicted},
};

}  // namespace

TEST_CASE("each trouble of a service is told by its rule, wherever it was met", "[diagnosis]") {
  for (const auto& [rule, trouble] : cases) {
    CAPTURE(rule);
    CHECK(outcome(rule, {layers_hit()}) == "-");
    auto job = layers_hit();
    job.builds[0].exports[0].error = "refused";
    job.builds[0].exports[0].trouble = trouble;
    CHECK(found(rule, {job}).evidence == "the export to r/app:cache: refused");
    job.remarks.push_back({"a notice", trouble});
    CHECK(found(rule, {job}).evidence == "the export to r/app:cache: refused (and 1 more)");
    for (const auto& [other, unused] : cases)
      if (std::string(other) != rule) CHECK(outcome(other, {job}) == "-");
    auto save = first_fill();
    save.saves[0].result = diagnosis::Save::Result::failed;
    save.saves[0].trouble = trouble;
    CHECK(outcome(rule, {save}) == "fail");
  }
}

TEST_CASE("errors are told apart by what they say", "[diagnosis]") {
  CHECK(trouble_in("") == Trouble::none);
  CHECK(trouble_in("something else") == Trouble::other);
  CHECK(trouble_in("Cache export is not supported for the docker driver.") == Trouble::driver);
  CHECK(trouble_in("This legacy service is shutting down, effective April 15, 2025") ==
        Trouble::old_service);
  CHECK(trouble_in("failed to authorize: 401 Unauthorized") == Trouble::token);
  CHECK(trouble_in("rpc error: code = permission_denied") == Trouble::denied);
  CHECK(trouble_in("failed to compute cache key: GET blob: BlobNotFound") == Trouble::evicted);
  CHECK(trouble_in("unexpected status: 503 Service Unavailable") == Trouble::unavailable);
  CHECK(trouble_in("127.0.0.1:5000/app:cache: not found") == Trouble::not_found);
  for (const auto* text : {"Cache service responded with 503", "Cache service responded with 429",
                           "Failed request: (500) Internal Server Error", "Request timeout: /x",
                           "connect ETIMEDOUT 1.2.3.4:443", "read ECONNRESET", "socket hang up"})
    CHECK(trouble_in(text) == Trouble::unavailable);
  CHECK(trouble_in("Cache service responded with 401") == Trouble::token);
  CHECK(trouble_in("Cache service responded with 403") == Trouble::denied);
  CHECK(trouble_in("Failed request: (422) Unprocessable Entity") == Trouble::old_service);
  for (const auto* text : {"Cache storage quota has been hit. Unable to upload any new entries.",
                           "Cache size of ~11000 MB (11534336000 B) is over the 10GB limit",
                           "resource_exhausted: insufficient usage to create cache entry"})
    CHECK(trouble_in(text) == Trouble::quota);
}

TEST_CASE("a restore or save that failed for an unknown reason is told all the same",
          "[diagnosis]") {
  auto job = first_fill();
  job.restores.push_back({"k"});
  job.restores.back().error = "\"/usr/bin/tar\" failed with error";
  job.restores.back().trouble = trouble_in(job.restores.back().error);
  CHECK(found("cache-step-failed", {job}).evidence ==
        "the restore of key k failed: \"/usr/bin/tar\" failed with error");
  CHECK(outcome("cache-step-failed", {first_fill()}) == "-");
  // What a rule of its own tells is not told twice.
  job.restores.back().trouble = Trouble::token;
  CHECK(outcome("cache-step-failed", {job}) == "-");
  auto full = first_fill();
  full.saves[0].result = diagnosis::Save::Result::failed;
  full.saves[0].trouble = Trouble::quota;
  CHECK(outcome("evicted", {full}) == "fail");
}

TEST_CASE("a key that was there and is not found by the same branch was evicted", "[diagnosis]") {
  const auto first = first_fill();
  auto later = first_fill();
  later.run = "2.log";
  CHECK(found("evicted", {first, later}).evidence ==
        "key k-v1 was there in build of 1.log, and is not found");
  later.restores[0].key = "k-v2";
  CHECK(outcome("evicted", {first, later}) == "-");
  CHECK(outcome("evicted", {first}) == "-");
}

TEST_CASE("a key that another job of the same run saved was not evicted", "[diagnosis]") {
  auto one = first_fill(), other = first_fill();
  other.name = "build (2)";
  CHECK(outcome("evicted", {one, other}) == "-");
  one.run = "0.log";
  CHECK(outcome("evicted", {one, other}) == "fail");
}

TEST_CASE("a tag does not see what another tag saved", "[diagnosis]") {
  auto first = first_fill(), later = first_fill();
  first.ref = "refs/tags/v1.0.0";
  later.ref = "refs/tags/v1.1.0";
  later.run = "2.log";
  CHECK(found("tag-isolation", {first, later}).evidence ==
        "key k-v1 was saved by refs/tags/v1.0.0, which refs/tags/v1.1.0 cannot read");
  CHECK(outcome("evicted", {first, later}) == "-");
  CHECK(outcome("tag-isolation", {later}) == "inconclusive");
  CHECK(outcome("tag-isolation", {first_fill()}) == "-");
  later.ref = "refs/heads/main";
  first.ref = "refs/heads/main";
  CHECK(outcome("tag-isolation", {first, later}) == "-");
}

TEST_CASE("an export of layers of another ref is none of a key that is missed", "[diagnosis]") {
  auto pull = layers_hit(), later = first_fill();
  pull.run = "1.log";
  pull.ref = "refs/pull/7/merge";
  pull.builds[0].exports[0].backend = "gha";
  later.run = "2.log";
  CHECK(outcome("tag-isolation", {pull, later}) == "-");
  later.builds[0].imports = {{"gha:1", "gha", false, "not found"}};
  later.builds[0].imports[0].trouble = Trouble::not_found;
  CHECK(found("tag-isolation", {pull, later}).evidence ==
        "gha:1 was saved by refs/pull/7/merge, which refs/heads/main cannot read");
}
