// SPDX-License-Identifier: Apache-2.0
// The main job on the small workload: every scenario under every strategy, with real builds.
#include <harness/support/files.hpp>
#include <tests/integration/program.hpp>
#include <tests/support/schema.hpp>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <map>
#include <string>

using nlohmann::json;

namespace bxbench::tests {
namespace {

/// The result of one run of everything on workload `shell`, shared by the checks below.
struct Matrix {
  Ended ended;
  json run;
  std::map<std::string, json> samples;  ///< by "strategy/scenario/job"
  std::string leftovers, journal;

  Matrix() {
    Program program;
    ended = program.run({"run", "-w", "shell", "--json", "--seed", "7"});
    run = json::parse(ended.out);  // nothing else may be on stdout
    for (const auto& sample : run["samples"]) {
      const auto& cell = sample["cell"];
      samples[cell["strategy"].get<std::string>() + "/" + cell["scenario"].get<std::string>() +
              "/" + cell["job"].get<std::string>()] = sample;
    }
    leftovers = program.leftovers();
  }

  const json& evidence(const std::string& cell) const { return samples.at(cell)["evidence"]; }
  json verdict(const std::string& cell, const std::string& rule) const {
    for (const auto& verdict : samples.at(cell)["verdicts"])
      if (verdict["rule"] == rule) return verdict;
    return {};
  }
};

const Matrix& matrix() {
  static const Matrix whole;
  return whole;
}

void check_layers(const std::string& strategy, const std::string& kind) {
  CAPTURE(strategy);
  const auto steps = [&](const std::string& cell) {
    return matrix().evidence(strategy + "/" + cell)["steps"];
  };
  CHECK(steps("cold-build/build")["cached"] == 0);
  CHECK(steps("warm-build/rebuild")["executed"] == 0);
  CHECK(steps("warm-build/rebuild")["cached"] == steps("warm-build/rebuild")["total"]);
  CHECK(steps("source-change/rebuild")["cached"] > 0);
  CHECK(steps("source-change/rebuild")["executed"] > 0);
  CHECK(steps("version-bump/first")["cached"] == 0);
  CHECK(steps("version-bump/second")["executed"] == 0);
  CHECK(steps("id-mismatch/rebuild")["cached"] == 0);
  const auto verdict = matrix().verdict(strategy + "/id-mismatch/rebuild", "identifier-mismatch");
  CHECK(verdict["outcome"] == "fail");
  CHECK(verdict["expected"] == true);
  const auto evidence = verdict["evidence"].get<std::string>();
  CHECK(evidence.find("saved under " + kind) != std::string::npos);
  CHECK(evidence.find("looked up under " + kind) != std::string::npos);
  CHECK(evidence.find("-other") != std::string::npos);
}

void check_mount_sizes(const std::string& cell, bool filled) {
  CAPTURE(cell);
  const auto mounts = matrix().evidence(cell)["mounts"];
  REQUIRE(mounts.size() == 2);
  for (const auto& mount : mounts)
    CHECK((mount["bytes_before"].get<std::uint64_t>() > 1'000) == filled);
}

void check_mount() {
  check_mount_sizes("mount/cold-build/build", false);
  check_mount_sizes("mount/warm-build/rebuild", true);
  check_mount_sizes("mount/source-change/rebuild", true);
  check_mount_sizes("mount/version-bump/first", false);
  check_mount_sizes("mount/version-bump/second", true);
  check_mount_sizes("mount/id-mismatch/rebuild", false);
  CHECK(matrix().evidence("mount/warm-build/rebuild")["restore"]["exact"] == true);
  CHECK(matrix().evidence("mount/version-bump/first")["restore"]["hit"] == false);
  CHECK(matrix().evidence("mount/version-bump/first")["save"]["stored"] == true);
  const auto& restored = matrix().evidence("mount/id-mismatch/rebuild")["restore"];
  CHECK(restored["hit"] == true);
  CHECK(restored["bytes"] < 4096);
  const auto verdict = matrix().verdict("mount/id-mismatch/rebuild", "identifier-mismatch");
  CHECK(verdict["outcome"] == "fail");
  const auto evidence = verdict["evidence"].get<std::string>();
  CHECK(evidence.find("/cache/deps") != std::string::npos);
  CHECK(evidence.find("looked up under mount id") != std::string::npos);
}

TEST_CASE("every scenario under every strategy shows what it should", "[long]") {
  const auto& result = matrix();
  INFO(result.ended.err);
  REQUIRE(result.ended.code == 0);
  CHECK(result.samples.size() == 24);  // 20 cells, one of the five scenarios measures two jobs
  for (const auto& [cell, sample] : result.samples) {
    CAPTURE(cell, sample["invalid_reason"].dump());
    CHECK(sample["valid"] == true);
    CHECK(sample["evidence"]["artifact_fresh"] == true);
    CHECK(sample["job_seconds"] >= sample["build_seconds"]);
  }
  CHECK(result.run["failed_expectations"].empty());
  for (const auto& [cell, sample] : result.samples)
    if (cell.rfind("none/", 0) == 0) CHECK(sample["evidence"]["steps"]["cached"] == 0);
  check_layers("registry", "ref");
  check_layers("gha", "scope");
  check_mount();
  CHECK(result.leftovers.empty());
  CHECK(violations("results/schema/run.schema.json", result.run) == "");
}

}  // namespace
}  // namespace bxbench::tests
