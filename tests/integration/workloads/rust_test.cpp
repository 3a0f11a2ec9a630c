// SPDX-License-Identifier: Apache-2.0
// The workload rust: real crates from its registry, and what a carried target folder saves.
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

int compiled(const json& sample) {
  const auto& crates = sample["evidence"]["tool_cache"];
  return crates["calls"].get<int>() - crates["hits"].get<int>();
}

TEST_CASE("carried mounts spare a Rust program all downloads and crates but its own",
          "[workloads][long]") {
  Program program;
  const auto script = program.write("two-builds.lua", two_builds);
  const auto ended = program.run({"run", "--json", "-n", "1", "-w", "rust", "-s", "mount", script});
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
    CHECK(mount["bytes_before"] > 1'000'000);
  CHECK(first["evidence"]["downloads"] > 20);
  CHECK(second["evidence"]["downloads"] == 0);
  CHECK(compiled(first) > 20);
  // The sources of a fresh checkout are newer than what was made of them.
  CHECK(compiled(second) == 3);
}

}  // namespace
}  // namespace bxbench::tests
