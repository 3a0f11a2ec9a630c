// SPDX-License-Identifier: Apache-2.0
#include <harness/report/build_report.hpp>
#include <harness/report/job_summary.hpp>
#include <harness/report/markdown.hpp>
#include <tests/support/example_run.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace bxbench;
using namespace bxbench::report;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("a job summary is the whole report, else its tables, else a note, else nothing",
          "[report]") {
  const auto run = tests::troubled_run(7);
  const auto report = build_report(run.results, run.cells);
  const auto whole = render_markdown(report);
  CHECK(job_summary(report, job_summary_limit) == whole);
  CHECK(job_summary(report, whole.size()) == whole);

  const auto tables = job_summary(report, whole.size() - 1);
  CHECK_THAT(tables, ContainsSubstring("| source-change | 11.9 s"));
  CHECK_THAT(tables, ContainsSubstring("5. go/mount/version-bump/second: expectation failed"));
  CHECK_THAT(tables, ContainsSubstring("shortened to what a job summary takes"));
  CHECK_THAT(tables, !ContainsSubstring("Where the time goes"));

  const auto note = job_summary(report, tables.size() - 1);
  CHECK_THAT(note, ContainsSubstring("longer than what a job summary takes"));
  CHECK_THAT(note, !ContainsSubstring("| source-change"));
  CHECK(job_summary(report, note.size() - 1).empty());
}
