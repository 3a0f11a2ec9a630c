// SPDX-License-Identifier: Apache-2.0
// That ccache's objects outlive the runner: in a cache mount, for sources with new times.
#include <tests/integration/program.hpp>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

using nlohmann::json;

namespace bxbench::tests {
namespace {

TEST_CASE("with a carried ccache only the file that changed is compiled again",
          "[workloads][long]") {
  Program program;
  const auto ended =
      program.run({"run", "--json", "-n", "1", "-w", "cpp", "-s", "mount", "source-change"});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  const auto run = json::parse(ended.out);
  REQUIRE(run["samples"].size() == 1);
  const auto& sample = run["samples"][0];
  CHECK(sample["valid"] == true);
  const auto& evidence = sample["evidence"];
  CHECK(evidence["artifact_fresh"] == true);
  CHECK(evidence["steps"]["cached"] == 0);
  REQUIRE(evidence["mounts"].size() == 1);
  CHECK(evidence["mounts"][0]["bytes_before"] > 100'000);
  // Abseil's files and the program's own, of both steps.
  const auto calls = evidence["tool_cache"]["calls"].get<int>();
  CHECK(calls > 50);
  CHECK(evidence["tool_cache"]["hits"] == calls - 1);
}

}  // namespace
}  // namespace bxbench::tests
