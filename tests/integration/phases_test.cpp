// SPDX-License-Identifier: Apache-2.0
// What a sample says of its time and of the machine, with real builds.
#include <tests/integration/program.hpp>
#include <tests/support/schema.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <nlohmann/json.hpp>

using Catch::Matchers::WithinRel;
using nlohmann::json;
namespace fs = std::filesystem;

namespace bxbench::tests {
namespace {

void check_phases(const json& sample) {
  const double whole = sample["job_seconds"];
  double sum = 0, around = 0;
  for (const auto& [name, seconds] : sample["phases"].items())
    if (seconds.is_number()) sum += seconds.get<double>();
  CHECK_THAT(sum, WithinRel(whole, 0.01));
  for (const auto* name : {"restore", "inject", "extract", "save"})
    if (const auto& seconds = sample["phases"][name]; seconds.is_number())
      around += seconds.get<double>();
  CHECK(around + sample["build_seconds"].get<double>() <= whole * 1.001);
  CHECK(sample["phases"]["other"] < whole);
  CHECK(sample["phases"]["other"] > 0.0);
}

void check_critical_path(const json& sample) {
  const auto& path = sample["evidence"]["critical_path"];
  REQUIRE(path.size() > 1);
  double sum = 0;
  for (const auto& step : path)
    sum += step["seconds"].get<double>();
  const double build = sample["build_seconds"];
  CHECK(sum <= build);
  CHECK(sum > build / 3);
}

void check_resources(const json& sample) {
  for (const auto* side : {"client", "daemon"}) {
    CAPTURE(side);
    const auto& used = sample["evidence"]["resources"][side];
    REQUIRE(used.is_object());
    CHECK(used["cpu_seconds"] > 0.0);
    CHECK(used["cpu_seconds"] < 100.0);
    CHECK(used["system_seconds"] <= used["cpu_seconds"]);
    CHECK(used["peak_memory"] > 10'000'000);
    CHECK(used["peak_memory"] < 4'000'000'000);
  }
}

TEST_CASE("the phases of a real job add up to its time, and its resources are known", "[phases]") {
  Program program;
  const auto ended = program.run({"run", "-w", "shell", "-s", "none,mount,gha,inline", "-c",
                                  "cold-build,source-change", "--json", "--fail-on", "never"});
  REQUIRE(ended.code == 0);
  const auto run = json::parse(ended.out);
  CHECK(violations("results/schema/run.schema.json", run) == "");
  CHECK(run["samples"].size() == 8);
  for (const auto& sample : run["samples"]) {
    CAPTURE(sample["cell"].dump());
    check_phases(sample);
    check_critical_path(sample);
    check_resources(sample);
  }
  for (const auto& entry : fs::recursive_directory_iterator(program.only_run() / "logs"))
    if (entry.path().filename().string().find(".progress.") != std::string::npos)
      CHECK(entry.path().extension() == ".zst");
  CHECK(program.leftovers() == "");
}

}  // namespace
}  // namespace bxbench::tests
