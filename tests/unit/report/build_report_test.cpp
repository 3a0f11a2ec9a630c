// SPDX-License-Identifier: Apache-2.0
#include <harness/report/build_report.hpp>
#include <tests/support/example_run.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <algorithm>

using namespace bxbench;
using namespace bxbench::report;
using Catch::Matchers::ContainsSubstring;
using Outcome = measure::Verdict::Outcome;

namespace {

Report report_of(const tests::ExampleRun& run) {
  return build_report(run.results, run.cells);
}

const TableCell& cell_at(const Report& report, const std::string& row, const std::string& column) {
  const auto& table = report.tables.at(0);
  const auto found = std::find_if(table.rows.begin(), table.rows.end(),
                                  [&](const auto& candidate) { return candidate.label == row; });
  REQUIRE(found != table.rows.end());
  const auto place = std::find(table.columns.begin(), table.columns.end(), column);
  return found->cells.at(static_cast<std::size_t>(place - table.columns.begin()));
}

/// The text of a cell's only footnote.
std::string footnote_of(const Report& report, const TableCell& cell) {
  REQUIRE(cell.footnotes.size() == 1);
  return report.footnotes.at(static_cast<std::size_t>(cell.footnotes[0] - 1));
}

std::string all_warnings(const Report& report) {
  std::string text;
  for (const auto& warning : report.warnings)
    text += warning + "\n";
  return text;
}

}  // namespace

TEST_CASE("columns and rows keep the order of the plan", "[report]") {
  const auto report = report_of(tests::example_run(1));
  REQUIRE(report.tables.size() == 1);
  CHECK(report.tables[0].title == "go");
  CHECK(report.tables[0].columns == std::vector<std::string>{"none", "registry", "gha", "mount"});
  std::vector<std::string> labels;
  for (const auto& row : report.tables[0].rows)
    labels.push_back(row.label);
  CHECK(labels == std::vector<std::string>{"cold", "source-change", "version-bump · first",
                                           "version-bump · second"});
}

TEST_CASE("every workload has a table of its own", "[report]") {
  auto run = tests::example_run(1);
  run.results.run.order.push_back({"rust", "none", "cold", ""});
  const auto report = report_of(run);
  REQUIRE(report.tables.size() == 2);
  CHECK(report.tables[1].columns == std::vector<std::string>{"none"});
}

TEST_CASE("a cell shows its median, ratio and cached steps", "[report]") {
  const auto report = report_of(tests::example_run(1));
  const auto& cell = cell_at(report, "source-change", "registry");
  CHECK(cell.value == "5.02 s");
  CHECK(cell.interval == "");
  CHECK(cell.ratio == "0.42×");
  CHECK(cell.detail == "5/7 cached");
  CHECK(cell.mark == Mark::none);
  CHECK(cell_at(report, "source-change", "none").ratio == "");
}

TEST_CASE("a trend is told only when the interval leaves 1 out", "[report]") {
  auto run = tests::example_run(7);
  CHECK(cell_at(report_of(run), "source-change", "gha").trend == Trend::faster);
  CHECK(cell_at(report_of(run), "cold", "mount").trend == Trend::slower);
  CHECK(cell_at(report_of(run), "version-bump · first", "registry").trend == Trend::unclear);
  CHECK(cell_at(report_of(tests::example_run(1)), "cold", "mount").trend == Trend::unclear);
  run.cell("mount", "cold", "build").ratio_to_baseline->p = 0.051;
  CHECK(cell_at(report_of(run), "cold", "mount").trend == Trend::unclear);
}

TEST_CASE("an interval of less than 95 % says so", "[report]") {
  auto run = tests::example_run(4);
  run.cell("none", "cold", "build").job_seconds.ci_coverage = 0.875;
  CHECK(cell_at(report_of(run), "cold", "none").interval == "88 % [12.2–12.5]");
}

TEST_CASE("noise is one line for many cells and names the worst", "[report]") {
  auto run = tests::example_run(7);
  CHECK(all_warnings(report_of(run)) == "");
  run.cell("none", "cold", "build").slow_first = 1.5;
  run.cell("gha", "cold", "build").slow_first = 2.5;
  run.cell("mount", "cold", "build").slow_first = 2;
  auto& odd = run.cell("mount", "source-change", "rebuild");
  odd.samples[3].job_seconds = 2 * *odd.job_seconds.median;
  odd.outliers = {4};
  CHECK(
      all_warnings(report_of(run)) ==
      "the first repetition was much slower than the others in 3 of 16 cells (go/gha/cold: 2.50×, "
      "go/mount/cold: 2.00× and 1 more): the machine was not warm yet; run once before you "
      "measure, or ask for more repetitions with -n\n"
      "outliers in 1 of 16 cells (go/mount/source-change: 2.00×): close other programs, and ask "
      "for more repetitions with -n or --precision\n");
}

TEST_CASE("a slow first repetition is not told as an outlier again", "[report]") {
  auto run = tests::example_run(7);
  auto& cell = run.cell("none", "cold", "build");
  cell.slow_first = 1.5;
  cell.outliers = {1};
  CHECK(report_of(run).warnings.size() == 1);
}

TEST_CASE("an invalid cell shows its reason and no figure", "[report]") {
  auto run = tests::example_run(7);
  run.invalidate(run.cell("mount", "cold", "build"), 7, "the archive is empty");
  const auto report = report_of(run);
  const auto& cell = cell_at(report, "cold", "mount");
  CHECK(cell.value == "invalid");
  CHECK(cell.ratio + cell.interval + cell.detail == "");
  CHECK(cell.mark == Mark::invalid);
  CHECK(footnote_of(report, cell) ==
        "go/mount/cold/build: all 7 samples invalid: the archive is empty.");
  CHECK_THAT(all_warnings(report), ContainsSubstring("7 of 112 samples"));
}

TEST_CASE("invalid samples beside valid ones are counted", "[report]") {
  auto run = tests::example_run(7);
  run.invalidate(run.cell("mount", "cold", "build"), 2, "the archive is empty");
  run.cell("mount", "cold", "build").samples[1].invalid_reason = "stale artifact";
  const auto report = report_of(run);
  CHECK(cell_at(report, "cold", "mount").value == "14.9 s");
  CHECK(footnote_of(report, cell_at(report, "cold", "mount")) ==
        "go/mount/cold/build: 2 of 7 samples invalid: the archive is empty (once); stale artifact "
        "(once).");
}

TEST_CASE("a trial that broke off marks the jobs that it did not measure", "[report]") {
  auto run = tests::example_run(1);
  auto& trial = run.first_trial(run.cell("gha", "version-bump", "second"));
  trial.error = "no space left";
  trial.samples.pop_back();
  std::erase_if(run.cells, [](const auto& cell) {
    return cell.key == measure::CellKey{"go", "gha", "version-bump", "second"};
  });
  const auto report = report_of(run);
  CHECK(cell_at(report, "version-bump · first", "gha").footnotes.empty());
  const auto& cell = cell_at(report, "version-bump · second", "gha");
  CHECK(cell.value == "failed");
  CHECK(cell.mark == Mark::failed);
  CHECK(footnote_of(report, cell) ==
        "go/gha/version-bump/second: the trial broke off: no space left.");
}

TEST_CASE("an unexpected verdict marks its cell, an expected one does not", "[report]") {
  auto run = tests::example_run(1);
  auto& verdicts = run.cell("mount", "cold", "build").verdicts;
  verdicts = {{"id-match", Outcome::fail, "a, b", "Use one id", false}};
  auto report = report_of(run);
  CHECK(cell_at(report, "cold", "mount").mark == Mark::verdict);
  CHECK(cell_at(report, "cold", "mount").value == "14.9 s");
  CHECK(footnote_of(report, cell_at(report, "cold", "mount")) ==
        "go/mount/cold/build: rule id-match failed: a, b. Use one id.");

  verdicts[0].expected = true;
  report = report_of(run);
  CHECK(cell_at(report, "cold", "mount").mark == Mark::none);
  CHECK_THAT(footnote_of(report, cell_at(report, "cold", "mount")),
             ContainsSubstring("rule id-match failed, as this scenario intends: a, b."));
}

TEST_CASE("a rule that a scenario is made to trip and that passes is told", "[report]") {
  auto run = tests::example_run(1);
  run.cell("mount", "cold", "build").verdicts = {{"id-match", Outcome::pass, "a = a", "", true},
                                                 {"other", Outcome::pass, "fine", "", false}};
  const auto report = report_of(run);
  CHECK(
      footnote_of(report, cell_at(report, "cold", "mount")) ==
      "go/mount/cold/build: rule id-match passed, though this scenario is made to trip it: a = a.");
}

TEST_CASE("footnotes with the same words are one", "[report]") {
  auto run = tests::example_run(1);
  for (const auto* strategy : {"none", "registry", "gha", "mount"})
    run.invalidate(run.cell(strategy, "cold", "build"), 1, "stale");
  run.invalidate(run.cell("none", "source-change", "rebuild"), 1, "stale");
  const auto report = report_of(run);
  REQUIRE(report.footnotes.size() == 1);
  CHECK(report.footnotes[0] ==
        "go/none/cold/build, go/registry/cold/build, go/gha/cold/build, go/mount/cold/build and 1 "
        "more: invalid: stale.");
}

TEST_CASE("a failed expectation is told once, at the scenario's last job", "[report]") {
  auto run = tests::example_run(1);
  run.first_trial(run.cell("gha", "version-bump", "first")).failed_expectations = {{"warm", "f:3"}};
  const auto report = report_of(run);
  CHECK(cell_at(report, "version-bump · first", "gha").footnotes.empty());
  CHECK_THAT(footnote_of(report, cell_at(report, "version-bump · second", "gha")),
             ContainsSubstring("expectation failed: warm (f:3)."));
  CHECK(cell_at(report, "version-bump · second", "gha").mark == Mark::verdict);
}

TEST_CASE("a cell that was never reached is a dash", "[report]") {
  auto run = tests::example_run(1);
  run.results.run.order.push_back({"go", "mount", "later", ""});
  const auto report = report_of(run);
  CHECK(cell_at(report, "later", "mount").value == "–");
  CHECK(cell_at(report, "later", "mount").mark == Mark::missing);
  CHECK(cell_at(report, "later", "mount").footnotes.empty());
}

TEST_CASE("few repetitions are warned about", "[report]") {
  CHECK(all_warnings(report_of(tests::example_run(2))) ==
        "n = 2: no intervals (they need at least 3 samples); ask for more with -n 6\n");
  CHECK(all_warnings(report_of(tests::example_run(5))) ==
        "n = 5: the medians' intervals hold 93.75 %, not 95 %; ask for more with -n 6\n");
  CHECK(all_warnings(report_of(tests::example_run(6))) == "");
}

TEST_CASE("an unfinished run and a torn journal are warned about", "[report]") {
  auto run = tests::example_run(7);
  run.results.trials.pop_back();
  run.results.finished->interrupted = true;
  CHECK(all_warnings(report_of(run)) == "the run was interrupted: 83 of 84 trials are done\n");
  run.results.finished.reset();
  run.results.torn_tail = true;
  CHECK_THAT(all_warnings(report_of(run)), ContainsSubstring("did not end by itself"));
  CHECK_THAT(all_warnings(report_of(run)), ContainsSubstring("last line is torn"));
}

TEST_CASE("the command to repeat a run is fit for a shell and carries the seed", "[report]") {
  auto run = tests::example_run(1);
  run.results.run.command = {"bxbench", "run", "-c", "it's *", ""};
  CHECK(report_of(run).reproduce == "bxbench run -c 'it'\\''s *' '' --seed 42");
  run.results.run.command = {"bxbench", "run", "--seed=7"};
  CHECK(report_of(run).reproduce == "bxbench run --seed=7");
}

TEST_CASE("facts leave out what is unknown", "[report]") {
  auto run = tests::example_run(1);
  run.results.run.environment = {};
  run.results.run.environment.cpus = 1;
  const auto report = report_of(run);
  CHECK(report.facts == std::vector<std::string>{
                            "2026-05-01T12:00:00Z · 1 repetition · seed 42 · link none", "1 CPU"});
}

TEST_CASE("where the misses of a cell began is told, equal ones once", "[report]") {
  auto run = tests::example_run(1);
  const measure::Miss changed{"input-changed", "a.go", "a.go changed"};
  const measure::Miss follows{"parent-missed", "COPY", "it builds on COPY"};
  for (const auto* strategy : {"registry", "gha"})
    run.cell(strategy, "source-change", "rebuild").samples[0].evidence.step_list = {
        {"FIRST", true, 0}, {"COPY", false, 0, "", changed}, {"RUN", false, 0, "", follows}};
  const auto report = report_of(run);
  const auto& cell = cell_at(report, "source-change", "registry");
  CHECK(cell.mark == Mark::none);
  CHECK(cell.footnotes == cell_at(report, "source-change", "gha").footnotes);
  CHECK_THAT(footnote_of(report, cell),
             ContainsSubstring("misses began at COPY: a.go changed (input-changed)."));
}

TEST_CASE("that a strategy keeps no layers is no footnote", "[report]") {
  auto run = tests::example_run(1);
  const measure::Miss none{"not-exported", "none", "strategy 'none' exports no layers"};
  run.cell("none", "source-change", "rebuild").samples[0].evidence.step_list = {
      {"RUN", false, 0, "", none}};
  CHECK(cell_at(report_of(run), "source-change", "none").footnotes.empty());
}
