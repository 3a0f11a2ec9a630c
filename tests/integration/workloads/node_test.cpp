// SPDX-License-Identifier: Apache-2.0
// That npm's cache outlives the runner: what is installed again is not downloaded again.
#include <tests/integration/program.hpp>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

using nlohmann::json;

namespace bxbench::tests {
namespace {

constexpr const char* two_builds = R"(
return scenario {
  name    = "two-builds",
  summary = "A first build, then one source file changed, on another runner",
  script  = function(ci)
    ci:job { "first", measure = true, claim = "cold" }
    ci:edit "source"
    ci:job { "second", measure = true, claim = ci.claim_warm }
  end,
}
)";

TEST_CASE("a carried npm cache saves the downloads of a node build", "[workloads][long]") {
  Program program;
  const auto script = program.write("two-builds.lua", two_builds);
  const auto ended = program.run({"run", "--json", "-n", "1", "-w", "node", "-s", "mount", script});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  const auto run = json::parse(ended.out);
  REQUIRE(run["samples"].size() == 2);
  for (const auto& sample : run["samples"]) {
    CHECK(sample["valid"] == true);
    CHECK(sample["evidence"]["artifact_fresh"] == true);
  }
  const auto &first = run["samples"][0], &second = run["samples"][1];
  for (const auto& mount : second["evidence"]["mounts"])
    CHECK(mount["bytes_before"] > 0);
  CHECK(first["evidence"]["downloads"] > 400);
  CHECK(second["evidence"]["downloads"] == 0);
  // Services that were not asked anything are left out.
  CHECK(first["evidence"]["traffic"].contains("fixtures"));
  CHECK_FALSE(second["evidence"]["traffic"].contains("fixtures"));
}

}  // namespace
}  // namespace bxbench::tests
