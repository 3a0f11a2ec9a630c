// SPDX-License-Identifier: Apache-2.0
// Cache services behind a shaped link, with real builds.
#include <harness/support/files.hpp>
#include <tests/integration/program.hpp>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>

using nlohmann::json;

namespace bxbench::tests {
namespace {

/// What a job moved through the services, in each direction.
double moved(const json& sample, const char* direction) {
  double sum = 0;
  for (const auto* service : {"actions-cache", "registry"})
    if (const auto& traffic = sample["evidence"]["traffic"]; traffic.contains(service))
      sum += traffic[service][direction].get<double>();
  return sum;
}

TEST_CASE("a shaped link takes the time of the bytes that cross it", "[link]") {
  Program program;
  const auto ended = program.run({"run", "-w", "shell", "-s", "registry,gha,mount", "-c",
                                  "cold-build,warm-build", "--link", "1MB/s,10ms", "--json"});
  REQUIRE(ended.code == 0);
  const auto run = json::parse(ended.out);
  CHECK(run["environment"]["link"] == "1MB/s,10ms");
  CHECK(run["samples"].size() == 6);
  for (const auto& sample : run["samples"]) {
    CAPTURE(sample["cell"].dump());
    CHECK(sample["valid"] == true);
    const double most = std::max(moved(sample, "received"), moved(sample, "sent"));
    CHECK(most > 0);
    CHECK(sample["job_seconds"].get<double>() > 0.9 * most / 1e6);
  }
  CHECK(program.leftovers() == "");
}

TEST_CASE("a link that cannot be is wrong usage", "[link]") {
  Program program;
  const auto ended = program.run({"run", "-w", "shell", "--link", "fast"});
  CHECK(ended.code == 2);
  CHECK(ended.err.find("'fast' is no link") != std::string::npos);
}

TEST_CASE("Ctrl-C while a cache crosses a slow link leaves nothing", "[link]") {
  Program program;
  const auto exporting = [&] {
    const auto said = read_file(program.folder() / "err");
    return said && said->find("exporting cache to registry") != std::string::npos;
  };
  const auto ended = program.run_and(
      {"run", "-w", "shell", "-s", "registry", "-c", "cold-build", "--link", "20kB/s,50ms", "-v"},
      exporting, [](int pid) { ::kill(pid, SIGINT); });
  INFO(ended.err);
  CHECK(ended.code == 130);
  CHECK(program.leftovers() == "");
}

}  // namespace
}  // namespace bxbench::tests
