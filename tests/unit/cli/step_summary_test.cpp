// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/step_summary.hpp>
#include <harness/report/job_summary.hpp>
#include <harness/support/files.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace bxbench;
using namespace bxbench::cli;
using Catch::Matchers::ContainsSubstring;

namespace {

report::Report titled(const std::string& title) {
  report::Report report;
  report.title = title;
  return report;
}

}  // namespace

TEST_CASE("a report is appended to what other programs said of the step", "[cli]") {
  const tests::TempFolder folder;
  const auto file = folder / "summary";
  REQUIRE(append_step_summary(file, titled("one")));
  CHECK(read_file(file)->starts_with("# one\n"));
  REQUIRE(append_step_summary(file, titled("two")));
  CHECK_THAT(*read_file(file), ContainsSubstring("# one\n"));
  CHECK_THAT(*read_file(file), ContainsSubstring("\n\n# two\n"));
}

TEST_CASE("a step's summary does not grow beyond what the service takes", "[cli]") {
  const tests::TempFolder folder;
  const auto file = folder / "summary";
  const std::string much(report::job_summary_limit - 200, 'x');
  REQUIRE(write_file_atomically(file, much));
  auto report = titled("t");
  report.facts.emplace_back(300, 'y');
  REQUIRE(append_step_summary(file, report));
  CHECK_THAT(read_file(file)->substr(much.size()), ContainsSubstring("job summary"));
  CHECK(read_file(file)->size() <= report::job_summary_limit);
  const std::string full(report::job_summary_limit - 10, 'x');
  REQUIRE(write_file_atomically(file, full));
  const auto added = append_step_summary(file, report);
  REQUIRE_FALSE(added);
  CHECK_THAT(added.error().message, ContainsSubstring("it is full"));
  CHECK(*read_file(file) == full);
}

TEST_CASE("a summary that cannot be written is an error with its name", "[cli]") {
  const tests::TempFolder folder;
  const auto added = append_step_summary(folder.path(), titled("t"));
  REQUIRE_FALSE(added);
  CHECK_THAT(added.error().message, ContainsSubstring(folder.path().string()));
}
