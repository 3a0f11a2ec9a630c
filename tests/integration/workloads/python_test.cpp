// SPDX-License-Identifier: Apache-2.0
// That pip's cache outlives the runner: as a cache mount, with what was downloaded and compiled.
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

std::uint64_t sent_by_index(const json& sample) {
  return sample["evidence"]["traffic"]["fixtures"]["sent"];
}

TEST_CASE("a carried pip cache saves the downloads and the compilation of a python build",
          "[workloads][long]") {
  Program program;
  const auto script = program.write("two-builds.lua", two_builds);
  const auto ended =
      program.run({"run", "--json", "-n", "1", "-w", "python", "-s", "mount", script});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  const auto run = json::parse(ended.out);
  REQUIRE(run["samples"].size() == 2);
  for (const auto& sample : run["samples"]) {
    CHECK(sample["valid"] == true);
    CHECK(sample["evidence"]["artifact_fresh"] == true);
  }
  const auto &first = run["samples"][0], &second = run["samples"][1];
  CHECK(second["evidence"]["mounts"][0]["bytes_before"] > 0);
  CHECK(first["evidence"]["downloads"] > 14);
  CHECK(second["evidence"]["downloads"] == 0);
  // Not even setuptools, which is asked for only to compile.
  CHECK(sent_by_index(first) > 1'000'000);
  CHECK(sent_by_index(second) < 20'000);
}

}  // namespace
}  // namespace bxbench::tests
