// SPDX-License-Identifier: Apache-2.0
#include <harness/report/history/load_history.hpp>
#include <harness/support/files.hpp>
#include <tests/support/example_history.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <fstream>

using namespace bxbench;
using namespace bxbench::report;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

std::string refusal(const std::filesystem::path& directory) {
  const auto history = load_history(directory);
  REQUIRE_FALSE(history);
  CHECK(history.error().code == Errc::bad_input);
  return history.error().message;
}

}  // namespace

TEST_CASE("runs in a folder are a history in the order of their start", "[report][history]") {
  const tests::TempFolder folder;
  tests::HistoryShape shape;
  shape.runs = 3;
  tests::write_history(folder.path(), shape);
  std::filesystem::create_directories(folder / "schema");
  CHECK(is_history(folder.path()));
  CHECK_FALSE(is_history(folder / "run-0000"));
  CHECK_FALSE(is_history(folder / "nowhere"));
  const auto history = load_history(folder.path());
  REQUIRE(history);
  CHECK(history->warnings.empty());
  REQUIRE(history->runs.size() == 3);
  CHECK(history->runs[0].started < history->runs[1].started);
  CHECK(history->runs[0].folder == "run-0002");
  CHECK(history->series.size() == 10);
  CHECK(history->series[0].key == measure::CellKey{"go", "none", "warm-build", "build"});
  CHECK(history->series[9].key == measure::CellKey{"go", "inline", "source-change", "rebuild"});
  CHECK(history->series[1].points[0].ratio.has_value());
  CHECK(history->series[1].points[0].interval.has_value());
}

TEST_CASE("runs that cannot be read are left out with name and reason", "[report][history]") {
  const tests::TempFolder folder;
  auto lines = tests::history_lines({}, 0);
  tests::write_run(folder.path(), "good", lines);
  tests::write_run(folder.path(), "copy", lines);
  tests::write_run(folder.path(), "empty", {});
  tests::write_run(folder.path(), "newer", {replaced(lines[0], "journal/1", "journal/2")});
  auto damaged = tests::history_lines({}, 1);
  damaged[3] = damaged[3].substr(0, 40);
  tests::write_run(folder.path(), "damaged", damaged);
  auto not_a_number = tests::history_lines({}, 2);
  not_a_number[1] = replaced(not_a_number[1], "\"job_seconds\":", "\"job_seconds\":NaN,\"x\":");
  tests::write_run(folder.path(), "nan", not_a_number);
  std::filesystem::create_directories(folder / "folder" / "journal.jsonl");
  auto torn = tests::history_lines({}, 3);
  torn.resize(11);
  tests::write_run(folder.path(), "torn", torn);
  std::ofstream(folder / "torn" / "journal.jsonl", std::ios::app) << "{\"record\":\"tri";

  const auto history = load_history(folder.path());
  REQUIRE(history);
  CHECK(history->runs.size() == 2);  // copy, whose name comes first, and torn
  const auto& warnings = history->warnings;
  REQUIRE(warnings.size() == 7);
  CHECK_THAT(warnings[0], ContainsSubstring("damaged is left out: line 4: this is not a JSON"));
  CHECK_THAT(warnings[1], ContainsSubstring("empty is left out: line 1: the journal holds no run"));
  CHECK_THAT(warnings[2], ContainsSubstring("folder is left out: "));
  CHECK_THAT(warnings[3], ContainsSubstring("good is left out: it is the same run as copy"));
  CHECK_THAT(warnings[4], ContainsSubstring("nan is left out: line 2: this is not a JSON"));
  CHECK_THAT(warnings[5], ContainsSubstring("newer is left out: line 1: the journal's format is "
                                            "'bxbench/journal/2'"));
  CHECK_THAT(warnings[6], ContainsSubstring("torn: its last line is torn"));
  CHECK(history->series[0].points.size() == 2);
}

TEST_CASE("a folder without a run that can be read is bad input", "[report][history]") {
  const tests::TempFolder folder;
  CHECK_THAT(refusal(folder.path()),
             ContainsSubstring("there is no run in " + folder.path().string()));
  CHECK_THAT(refusal(folder / "nowhere"), ContainsSubstring("cannot look into"));
  tests::write_run(folder.path(), "empty", {});
  CHECK_THAT(refusal(folder.path()), ContainsSubstring("none of the 1 runs"));
  CHECK_THAT(refusal(folder.path()), ContainsSubstring("empty is left out: line 1"));
}

TEST_CASE("runs of different workloads are different series", "[report][history]") {
  const tests::TempFolder folder;
  tests::write_run(folder.path(), "a", tests::history_lines({}, 0));
  auto lines = tests::history_lines({}, 1);
  for (auto& line : lines)
    for (auto at = line.find("\"go\""); at != std::string::npos; at = line.find("\"go\""))
      line.replace(at, 4, "\"rust\"");
  tests::write_run(folder.path(), "b", lines);
  const auto history = load_history(folder.path());
  REQUIRE(history);
  CHECK(history->series.size() == 20);
  CHECK(history->series[0].key.workload == "rust");  // of the latest run
  for (const auto& series : history->series)
    CHECK(series.points.size() == 1);
}
