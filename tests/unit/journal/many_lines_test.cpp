// SPDX-License-Identifier: Apache-2.0
#include <harness/journal/journal.hpp>
#include <tests/support/example_history.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace bxbench;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("of many lines the order is kept, and the first wrong one is named", "[journal]") {
  const tests::TempFolder folder;
  tests::HistoryShape shape;
  shape.workloads = 40;
  shape.repetitions = 1;
  auto lines = tests::history_lines(shape, 0);
  REQUIRE(lines.size() == 402);  // its beginning, 40 times ten trials, its end
  tests::write_run(folder.path(), "run", lines);
  const auto file = folder / "run/journal.jsonl";
  const auto results = journal::load(file);
  REQUIRE(results);
  REQUIRE(results->trials.size() == 400);
  CHECK(results->trials[0].cell.workload == "go");
  for (std::size_t n = 10; n < 400; ++n)
    CHECK(results->trials[n].cell.workload == "go-" + std::to_string(n / 10 + 1));
  lines[199] = "{\"record\":\"nonsense\"}";
  lines[380] = "no JSON at all";
  tests::write_run(folder.path(), "run", lines);
  const auto wrong = journal::load(file);
  REQUIRE_FALSE(wrong);
  CHECK_THAT(wrong.error().message, ContainsSubstring("journal.jsonl:200: "));
}
