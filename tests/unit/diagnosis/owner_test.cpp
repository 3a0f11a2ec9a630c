// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/event_facts.hpp>
#include <harness/diagnosis/facts/owner.hpp>
#include <harness/diagnosis/facts/step_name.hpp>
#include <tests/unit/diagnosis/lint_help.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench::diagnosis;

namespace {

/// "owner-mismatch" of an entry of the map with these options and a mount with those.
std::vector<Finding> judged(const std::string& entry, const std::string& mount) {
  const auto workflow =
      "jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
      "      - uses: a/buildkit-cache-dance@v3\n        with:\n"
      "          cache-map: '{\"c\": {\"target\": \"/c\"" +
      entry + "}}'\n";
  return findings_of("owner-mismatch", workflow,
                     "FROM debian\nRUN --mount=type=cache,target=/c" + mount + " make\n");
}

}  // namespace

TEST_CASE("the half of an owner that is not given is root's", "[diagnosis][lint]") {
  CHECK(owner_of("", "").empty());
  CHECK(owner_of("1000", "") == "1000:0");
  CHECK(owner_of("", "5") == "0:5");
  CHECK(judged(", \"uid\": 1000", ",uid=1000").at(0).outcome == Outcome::pass);
  CHECK(judged(", \"uid\": 1000, \"gid\": 0", ",uid=1000").at(0).outcome == Outcome::pass);
  CHECK(judged(", \"uid\": 1000", ",uid=1000,gid=1000").at(0).outcome == Outcome::fail);
}

TEST_CASE("mounts of different modes are different ones", "[diagnosis][lint]") {
  CHECK(owner_of("1", "2", "755") == "1:2");
  CHECK(owner_of("", "", "0777") == "0:0 mode 0777");
  CHECK(judged(", \"mode\": \"0777\"", ",mode=777").at(0).outcome == Outcome::pass);
  const auto fault = judged("", ",uid=7,mode=0777").at(0);
  CHECK(fault.outcome == Outcome::fail);
  CHECK(fault.correction.find(R"("uid": 7, "gid": 0, "mode": "0777")") != std::string::npos);
}

TEST_CASE("the owner of a log's mount and that of its carrier compare", "[diagnosis]") {
  bxbench::cilog::Carry carry;
  carry.target = "/c";
  carry.uid = "1000";
  const auto mounts =
      mounts_of(named_step("[build 1/2] RUN --mount=type=cache,target=/c,uid=1000,gid=0 make"));
  CHECK(fact_of(carry).owner == mounts.at(0).owner);
}
