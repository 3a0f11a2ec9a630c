// SPDX-License-Identifier: Apache-2.0
#include <harness/report/comparison/exporters.hpp>
#include <harness/report/plan_order.hpp>
#include <tests/support/example_run.hpp>
#include <tests/support/golden.hpp>
#include <tests/support/schema.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

using namespace bxbench;
using namespace bxbench::report;
using Catch::Matchers::ContainsSubstring;

namespace {

/// One workload under none, mount and registry, six repetitions of a source change.
journal::ResultSet run_of(const std::string& id, double mount_factor) {
  auto results = tests::example_run(1).results;
  results.run.id = id;
  results.run.repetitions = 6;
  results.trials.clear();
  for (const std::string strategy : {"none", "mount", "registry"})
    for (int i = 1; i <= 6; ++i) {
      const double factor = strategy == "mount" ? mount_factor : 1;
      measure::Sample sample;
      sample.cell = {"go", strategy, "source-change", "rebuild"};
      sample.repetition = i;
      sample.valid = true;
      sample.job_seconds = (10 + 0.1 * i) * factor;
      sample.phases.solve = 8 * factor;
      const bool slow = factor > 1;
      measure::StepRecord step{"[build 3/4] RUN <make> | tee \x1b[31m", !slow, slow ? 3.0 : 0};
      if (slow) step.miss = measure::Miss{"input-changed", "go.mod", "go.mod changed"};
      sample.evidence.step_list = {step};
      journal::TrialFinished trial;
      trial.cell = {"go", strategy, "source-change", ""};
      trial.repetition = i;
      trial.samples = {sample};
      results.trials.push_back(trial);
    }
  return results;
}

struct Example {
  journal::ResultSet base = run_of("base-1", 1), now;
  std::vector<analysis::Cell> base_cells, now_cells;
  analysis::Comparison comparison;
  explicit Example(double factor, const std::string& lost = "") : now(run_of("new-2", factor)) {
    std::erase_if(now.trials, [&](const auto& trial) { return trial.cell.strategy == lost; });
    base_cells = planned_cells(base);
    now_cells = planned_cells(now);
    comparison = analysis::compare_runs(base_cells, now_cells, {});
  }
  Compared compared(std::vector<analysis::Tolerance> tolerances = {}) const {
    return {base, now, comparison, {}, std::move(tolerances), "2026-06-01"};
  }
};

std::string rendered(const Compared& compared, std::string_view format) {
  return find_comparison_exporter(format)->render(compared, {});
}

/// As a terminal shows it that is wide enough for everything.
std::string one_line(const Compared& compared) {
  return find_comparison_exporter("table")->render(compared, {2000, false, true});
}

}  // namespace

TEST_CASE("a regression on a terminal names the phase and the step", "[report][golden]") {
  const Example example(1.3);
  const auto text = rendered(example.compared(), "table");
  CHECK(text == tests::approved("comparison.txt", text));
  CHECK_THAT(text, ContainsSubstring("FAILED") && ContainsSubstring("go.mod changed"));
}

TEST_CASE("a comparison as Markdown", "[report][golden]") {
  const Example example(1.3);
  const auto text = rendered(example.compared(), "markdown");
  CHECK(text == tests::approved("comparison.md", text));
}

TEST_CASE("a comparison as JSON", "[report][golden]") {
  const Example example(1.3);
  const auto text = rendered(example.compared(), "json");
  CHECK(text == tests::approved("comparison.json", text));
  const auto json = nlohmann::json::parse(text);
  CHECK(json.at("failed") == true);
  CHECK(tests::violations("results/schema/comparison.schema.json", json) == "");
}

TEST_CASE("a tolerated regression passes, an expired tolerance is told", "[report]") {
  const Example example(1.3);
  const analysis::Tolerance known{"go/mount/*", 0.5, "2026-12-31", "known", 1};
  CHECK(gate_fails(example.compared()));
  CHECK_FALSE(gate_fails(example.compared({known})));
  CHECK_THAT(rendered(example.compared({known}), "table"), ContainsSubstring("tolerated"));
  const analysis::Tolerance over{"go/mount/*", 0.5, "2026-05-31", "known", 1};
  CHECK(gate_fails(example.compared({over})));
  CHECK_THAT(rendered(example.compared({over}), "table"), ContainsSubstring("is over since"));
}

TEST_CASE("a build that fails now and did not fails the gate, one that the machine failed does not",
          "[report]") {
  Example example(1);
  auto& trial = example.now.trials.back();
  trial.samples.clear();
  trial.error = "step RUN make failed";
  trial.error_kind = "environment";
  CHECK_FALSE(gate_fails(example.compared()));
  trial.error_kind = "build_failed";
  CHECK(gate_fails(example.compared()));
  CHECK_THAT(rendered(example.compared(), "table"),
             ContainsSubstring("FAILED: go/registry/source-change: it broke off: step RUN make"));
  example.base.trials.back() = trial;  // it failed before, too
  CHECK_FALSE(gate_fails(example.compared()));
}

TEST_CASE("cells that an interrupted run did not come to keep the gate from passing", "[report]") {
  Example example(1, "registry");
  CHECK(not_reached(example.compared()).empty());
  CHECK_THAT(one_line(example.compared()),
             ContainsSubstring("passed: of 2 cells") &&
                 ContainsSubstring("only in base, not compared: 1 cell: go/registry/"));

  example.now.finished->interrupted = true;
  const auto text = one_line(example.compared());
  CHECK(not_reached(example.compared()).size() == 1);
  CHECK_THAT(text, !ContainsSubstring("passed: of 2 cells"));
  CHECK_THAT(text, ContainsSubstring("not passed: 1 cell of the base missing in the new run"));
  CHECK_THAT(text, ContainsSubstring("new run new-2: the run was interrupted: 12 of"));
  CHECK_THAT(text, !ContainsSubstring("base run base-1"));
  const auto json = nlohmann::json::parse(rendered(example.compared(), "json"));
  CHECK(json.at("failed") == true);
  CHECK(json.at("not_reached").at(0).at("strategy") == "registry");
  CHECK(tests::violations("results/schema/comparison.schema.json", json) == "");

  example.now.finished.reset();
  CHECK(not_reached(example.compared()).size() == 1);
  example.now.finished = journal::RunFinished{};
  example.now.torn_tail = true;
  CHECK(not_reached(example.compared()).size() == 1);
  std::erase_if(example.now.run.order, [](const auto& key) { return key.strategy == "registry"; });
  CHECK(not_reached(example.compared()).empty());  // to go on with the run would not measure it
}

TEST_CASE("an incomplete base is told as that of the base", "[report]") {
  Example example(1);
  example.base.finished.reset();
  example.base.torn_tail = true;
  CHECK_THAT(one_line(example.compared()),
             ContainsSubstring("base run base-1: the run did not end by itself") &&
                 ContainsSubstring("base run base-1: the journal's last line is torn") &&
                 ContainsSubstring("passed: of 3 cells"));
}

TEST_CASE("a run compared with itself is told", "[report]") {
  Example example(1);
  CHECK_THAT(one_line(example.compared()), !ContainsSubstring("compared with itself"));
  example.base.run.id = example.now.run.id;
  CHECK_THAT(one_line(example.compared()),
             ContainsSubstring("both runs are new-2: one compared with itself shows no change"));
}

TEST_CASE("a slowdown beyond its line and a line for no cell are told", "[report]") {
  const Example example(1.3);
  const analysis::Tolerance narrow{"go/mount/*", 0.2, "2026-12-31", "known", 3};
  const analysis::Tolerance misspelt{"go/muont/*", 0.5, "2026-12-31", "typing", 4};
  const auto text = one_line(example.compared({narrow, misspelt}));
  CHECK(gate_fails(example.compared({narrow, misspelt})));
  CHECK_THAT(text, ContainsSubstring("slower than the +20 % that line 3 of the tolerances allows"));
  CHECK_THAT(text, ContainsSubstring("line 4 of the tolerances matches no cell: go/muont/*"));
  CHECK_THAT(text, !ContainsSubstring("line 3 of the tolerances matches no cell"));
}

TEST_CASE("trials that broke stand in the order of the plan", "[report]") {
  Example example(1);
  for (auto& trial : example.now.trials) {
    if (trial.cell.strategy == "none") continue;
    trial.error = "gone";
    trial.error_kind = "build_failed";
  }
  const auto broken = broken_trials(example.compared());
  REQUIRE(broken.size() == 2);
  CHECK(broken[0].key.strategy == "registry");  // as planned; mount comes first by name
  CHECK(broken[1].key.strategy == "mount");
}

TEST_CASE("equal runs pass", "[report]") {
  const Example example(1);
  CHECK_FALSE(gate_fails(example.compared()));
  CHECK_THAT(rendered(example.compared(), "table"), ContainsSubstring("passed: of 3 cells"));
}

TEST_CASE("a page escapes what a name holds", "[report]") {
  const Example example(1.3);
  const auto page = rendered(example.compared(), "html");
  CHECK(page.find("<make>") == std::string::npos);
  CHECK(page.find('\x1b') == std::string::npos);
  CHECK_THAT(page, ContainsSubstring("&lt;make&gt;"));
  CHECK_THAT(page, !ContainsSubstring("every figure is in the"));  // samples and phases are not
}
