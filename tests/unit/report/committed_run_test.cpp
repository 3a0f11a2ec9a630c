// SPDX-License-Identifier: Apache-2.0
#include <harness/report/exporter.hpp>
#include <harness/report/plan_order.hpp>
#include <harness/support/files.hpp>
#include <tests/support/result_printer.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <filesystem>

using namespace bxbench;

TEST_CASE("the committed run's files are what its journal makes", "[report][golden]") {
  const std::filesystem::path folder = std::string(BXBENCH_PROJECT_ROOT) + "/results/default-suite";
  const auto results = journal::load(folder / "journal.jsonl");
  REQUIRE(results);
  const auto cells = report::planned_cells(*results);
  for (const auto& exporter : report::exporters()) {
    if (exporter.file.empty()) continue;
    const auto file = folder / exporter.file;
    const auto text = exporter.render({*results, cells}, {});
    if (std::getenv("BXBENCH_APPROVE")) REQUIRE(write_file_atomically(file, text));
    INFO(file);
    // The page holds Chart.js as the system has it, which another one may have in another version.
    const auto comparable = [](const std::string& all) {
      return all.substr(0, all.find("<script>"));
    };
    CHECK(comparable(*read_file(file)) == comparable(text));
  }
}
