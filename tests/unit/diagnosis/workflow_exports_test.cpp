// SPDX-License-Identifier: Apache-2.0
#include <tests/unit/diagnosis/lint_help.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench::diagnosis;

namespace {

std::string job(const std::string& steps) {
  return "  a:\n    runs-on: ubuntu-latest\n    steps:\n" + steps;
}

}  // namespace

TEST_CASE("a spec with a blank is mended before it is compared", "[diagnosis][lint]") {
  const auto with = [](const std::string& from, const std::string& to) {
    return "jobs:\n" + job("      - uses: docker/build-push-action@v6\n        with:\n" +
                           (from.empty() ? "" : "          cache-from: " + from + "\n") +
                           "          cache-to: " + to + "\n");
  };
  const auto silent = [](const std::string& workflow) {
    for (const auto* rule : {"identifier-mismatch", "cache-not-imported"})
      for (const auto& finding : findings_of(rule, workflow))
        if (finding.outcome != Outcome::pass) return false;
    return findings_of("spec-with-blank", workflow).at(0).outcome == Outcome::fail;
  };
  CHECK(silent(with("type=gha,scope=app", "type=gha, scope=app, mode=max")));
  CHECK(silent(with("type=gha, scope=app", "type=gha,scope=app,mode=max")));
  CHECK(silent(with("type= registry,ref=a/b:c", "type=registry,ref=a/b:c,mode=max")));
  CHECK(silent(with("", "type=registry, ref=a/b:c")));
  CHECK(outcomes_of("identifier-mismatch", with("type=gha,scope=app", "type=gha,scope=b")) ==
        failed_once);
}

TEST_CASE("a cache without a known place gets no lookup proposed", "[diagnosis][lint]") {
  const auto found = findings_of("cache-not-imported",
                                 "jobs:\n" + job("      - uses: docker/build-push-action@v6\n"
                                                 "        with: {cache-to: 'type=s3,bucket=b'}\n"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].correction.empty());
}
