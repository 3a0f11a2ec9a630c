// SPDX-License-Identifier: Apache-2.0
#include <tests/support/samples.hpp>
#include <tests/support/verdicts.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace bxbench;
using Outcome = measure::Verdict::Outcome;
using Names = std::vector<suite::Identifier>;

namespace {

std::optional<measure::Verdict> verdict_on(Names saved, Names looked_up) {
  auto sample = test::plain_sample();
  sample.evidence.saved_under = std::move(saved);
  sample.evidence.looked_up = std::move(looked_up);
  return test::verdict_of("identifier-mismatch", sample);
}

}  // namespace

TEST_CASE("a mount id that nobody saved under is named with the one that was", "[diagnosis]") {
  const auto verdict = verdict_on({{"mount id", "/go/pkg/mod"}}, {{"mount id", "go-mod"}});
  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::fail);
  CHECK(verdict->evidence == "saved under mount id /go/pkg/mod, looked up under mount id go-mod");
  CHECK(verdict->finding.find("Give the carrier the id of the Dockerfile's") != std::string::npos);
}

TEST_CASE("names that agree pass", "[diagnosis]") {
  const auto verdict = verdict_on({{"mount id", "b"}, {"mount id", "a"}},
                                  {{"mount id", "a"}, {"mount id", "b"}, {"mount id", "a"}});
  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::pass);
  CHECK(verdict->evidence == "looked up under mount id a, b as it was saved");
  CHECK(verdict->finding.empty());
}

TEST_CASE("every mount needs its own name, and names that agree are not listed", "[diagnosis]") {
  const auto verdict = verdict_on({{"mount id", "a"}, {"mount id", "/b"}, {"mount id", "/c"}},
                                  {{"mount id", "a"}, {"mount id", "b"}, {"mount id", "c"}});
  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::fail);
  CHECK(verdict->evidence == "saved under mount id /b, /c, looked up under mount id b, c");
}

TEST_CASE("a mount that nobody saved at all is a mismatch", "[diagnosis]") {
  const auto verdict = verdict_on({{"mount id", "a"}}, {{"mount id", "a"}, {"mount id", "b"}});
  REQUIRE(verdict);
  CHECK(verdict->evidence == "saved under mount id a, looked up under mount id b");
}

TEST_CASE("of several scopes, refs or keys one that was saved is enough", "[diagnosis]") {
  const std::string kind = GENERATE("scope", "ref", "key");
  CAPTURE(kind);
  CHECK(verdict_on({{kind, "main"}}, {{kind, "branch"}, {kind, "main"}})->outcome == Outcome::pass);
  const auto none = verdict_on({{kind, "main"}}, {{kind, "branch"}, {kind, "other"}});
  CHECK(none->outcome == Outcome::fail);
  CHECK(none->evidence ==
        "saved under " + kind + " main, looked up under " + kind + " branch, other");
  CHECK_FALSE(none->finding.empty());
}

TEST_CASE("each kind is compared with itself", "[diagnosis]") {
  CHECK_FALSE(verdict_on({{"key", "a"}}, {{"scope", "b"}}));
  const auto verdict =
      verdict_on({{"key", "a"}, {"mount id", "/m"}}, {{"key", "a"}, {"mount id", "m"}});
  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::fail);
  CHECK(verdict->evidence == "saved under mount id /m, looked up under mount id m");
}

TEST_CASE("several mismatches are told one after the other", "[diagnosis]") {
  const auto verdict = verdict_on({{"key", "a"}, {"tag", "t"}}, {{"key", "b"}, {"tag", "u"}});
  REQUIRE(verdict);
  CHECK(verdict->evidence ==
        "saved under key a, looked up under key b; saved under tag t, looked up under tag u");
  CHECK(verdict->finding.ends_with("Use one tag for both."));
}

TEST_CASE("before anything was saved there is nothing to compare", "[diagnosis]") {
  CHECK_FALSE(verdict_on({}, {{"key", "k-v2"}}));
  CHECK_FALSE(verdict_on({{"key", "k-v1"}}, {}));
}
