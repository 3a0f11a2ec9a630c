// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/comparison.hpp>
#include <tests/support/noise.hpp>
#include <tests/support/samples.hpp>

#include <catch2/catch_test_macros.hpp>

#include <functional>

using namespace bxbench;
using namespace bxbench::analysis;
using measure::Sample;
using measure::StepRecord;

namespace {

/// Samples of scenario "warm" under a strategy, one a repetition.
void add(
    std::vector<Sample>& samples, const std::string& strategy, const std::vector<double>& seconds,
    const std::function<void(Sample&)>& change = [](Sample&) {}) {
  int repetition = 0;
  for (const double one : seconds) {
    auto& sample = samples.emplace_back(test::timed(strategy, one));
    sample.repetition = ++repetition;
    change(sample);
  }
}

std::vector<Cell> cells_of(const std::vector<Sample>& samples) {
  return build_cells(samples, "none");
}

std::vector<Cell> cell(
    const std::vector<double>& seconds,
    const std::function<void(Sample&)>& change = [](Sample&) {}) {
  std::vector<Sample> samples;
  add(samples, "mount", seconds, change);
  return cells_of(samples);
}

CellChange only(const std::vector<Cell>& base, const std::vector<Cell>& now,
                const CompareOptions& options = {}) {
  const auto comparison = compare_runs(base, now, options);
  REQUIRE(comparison.cells.size() == 1);
  return comparison.cells[0];
}

const std::vector<double> ten{1.00, 1.01, 0.99, 1.02, 0.98, 1.005, 0.995, 1.015, 0.985, 1.0};

std::vector<double> times(double factor, std::vector<double> values) {
  for (double& value : values)
    value *= factor;
  return values;
}

}  // namespace

TEST_CASE("a cell that became 15 % slower is a regression, one that became faster is not",
          "[analysis]") {
  const auto slower = only(cell(ten), cell(times(1.15, ten)));
  CHECK(slower.change == Change::slower);
  CHECK(slower.regression);
  const auto faster = only(cell(times(1.15, ten)), cell(ten));
  CHECK(faster.change == Change::faster);
  CHECK_FALSE(faster.regression);
  CHECK(only(cell(ten), cell(ten)).change == Change::same);
}

TEST_CASE("slower by less than the limit is told, and no regression", "[analysis]") {
  const auto change = only(cell(ten), cell(times(1.06, ten)));
  CHECK(change.change == Change::slower);
  CHECK_FALSE(change.regression);
  CHECK(only(cell(ten), cell(times(1.06, ten)), {.limit = 0.05}).regression);
}

TEST_CASE("three samples that scatter make a suspect and no regression", "[analysis]") {
  const auto change = only(cell({1, 1.3, 0.8}), cell({1.2, 1.6, 1.0}));
  CHECK(change.change == Change::unclear);
  CHECK(change.suspect);
  CHECK_FALSE(change.regression);
}

TEST_CASE("three samples of a single cell far apart suffice", "[analysis]") {
  CHECK(only(cell({2.04, 2.10, 2.00}), cell({5.20, 5.10, 5.30})).regression);
}

TEST_CASE("four samples far apart suffice, though no rank test could say so", "[analysis]") {
  std::vector<Sample> base, now;
  for (int i = 0; i < 12; ++i) {
    add(base, "s" + std::to_string(i), {1.00, 1.01, 0.99, 1.02});
    add(now, "s" + std::to_string(i), times(i == 3 ? 1.5 : 1.0, {1.00, 1.01, 0.99, 1.02}));
  }
  const auto comparison = compare_runs(cells_of(base), cells_of(now), {});
  int regressions = 0;
  for (const auto& change : comparison.cells)
    regressions += change.regression ? 1 : 0;
  CHECK(regressions == 1);
  CHECK(comparison.cells[3].regression);
}

TEST_CASE("the phase and the step that grew are named, and what they were before", "[analysis]") {
  const auto with_step = [](const char* name, double seconds) {
    return [=](Sample& sample) {
      sample.phases.solve = seconds;
      sample.phases.restore = 0.1;
      sample.evidence.step_list = {{"[build 1/3] WORKDIR /src", true, 0}, {name, false, seconds}};
    };
  };
  const auto change = only(cell(ten, with_step("[build 2/3] RUN make", 0.5)),
                           cell(times(2, ten), with_step("[build 2/3] RUN sleep 1; make", 1.5)));
  REQUIRE(change.phases.size() == 1);
  CHECK(change.phases[0].name == "solve");
  CHECK(change.phases[0].after == 1.5);
  REQUIRE(change.steps.size() == 1);
  CHECK(change.steps[0].name == "RUN sleep 1; make");
  CHECK(change.steps[0].was == "RUN make");
  CHECK(change.steps[0].before == 0.5);
  CHECK(change.lost.empty());
}

TEST_CASE("a step that is no longer cached is named with its reason", "[analysis]") {
  const auto before = cell(ten, [](Sample& sample) {
    sample.evidence.step_list = {{"[build 4/7] COPY go.mod ./", true, 0}};
  });
  const auto after = cell(times(2, ten), [](Sample& sample) {
    // One more instruction stands above it now.
    StepRecord step{"[build 5/8] COPY go.mod ./", false, 0.9};
    step.miss = measure::Miss{"input-changed", "go.mod", "go.mod changed"};
    sample.evidence.step_list = {step};
  });
  const auto change = only(before, after);
  REQUIRE(change.lost.size() == 1);
  CHECK(change.lost[0].name == "[build 5/8] COPY go.mod ./");
  CHECK(change.lost[0].reason == "go.mod changed");
}

TEST_CASE("a step that was removed is named, one of another stage is not taken for it",
          "[analysis]") {
  const auto steps = [](std::vector<StepRecord> list) {
    return [list](Sample& sample) { sample.evidence.step_list = list; };
  };
  const StepRecord copy{"[build 2/3] COPY . .", true, 0}, last{"[final 2/2] COPY . .", false, 0.1};
  const auto change =
      only(cell(times(2, ten), steps({copy, {"[build 3/3] RUN slow", false, 1.0}, last})),
           cell(ten, steps({copy, last})));
  REQUIRE(change.steps.size() == 1);
  CHECK(change.steps[0].name == "RUN slow (is gone)");
  CHECK(change.lost.empty());
}

TEST_CASE("a cell without a valid sample, or with a new failed verdict, is broken", "[analysis]") {
  const auto invalid = [](Sample& sample) { sample.valid = false; };
  CHECK(only(cell(ten), cell(ten, invalid)).change == Change::broken);
  CHECK(only(cell(ten, invalid), cell(ten)).change == Change::mended);
  const auto failing = [](Sample& sample) {
    sample.verdicts = {{"empty-restore", measure::Verdict::Outcome::fail, "198 bytes", "", false}};
  };
  const auto change = only(cell(ten), cell(ten, failing));
  CHECK(change.change == Change::broken);
  CHECK(change.new_failures == std::vector<std::string>{"empty-restore"});
  CHECK(only(cell(ten, failing), cell(ten, failing)).change == Change::same);
}

TEST_CASE("ratios to the baseline compare runs of machines of different speed", "[analysis]") {
  std::vector<Sample> base, now;
  add(base, "none", ten);
  add(base, "mount", times(0.5, ten));
  add(now, "none", times(3, ten));
  add(now, "mount", times(1.5, ten));
  const auto relative = compare_runs(cells_of(base), cells_of(now), {.relative = true});
  REQUIRE(relative.cells.size() == 2);
  CHECK(relative.cells[0].is_reference);
  CHECK_FALSE(relative.cells[0].ratio);
  CHECK(relative.cells[1].key.strategy == "mount");
  CHECK_FALSE(relative.cells[1].regression);
  CHECK(relative.cells[1].phases.empty());
  for (auto& sample : now)
    if (sample.cell.strategy == "none") sample.valid = false;
  const auto broken = compare_runs(cells_of(base), cells_of(now), {.relative = true});
  CHECK(broken.cells[0].change == Change::broken);
  const auto seconds = compare_runs(cells_of(base), cells_of(now), {});
  CHECK(seconds.cells[1].regression);
}

TEST_CASE("cells of one run alone are named", "[analysis]") {
  std::vector<Sample> base, now;
  add(base, "none", ten);
  add(base, "gha", ten);
  add(now, "none", ten);
  add(now, "mount", ten);
  const auto comparison = compare_runs(cells_of(base), cells_of(now), {});
  CHECK(comparison.cells.size() == 1);
  REQUIRE(comparison.only_base.size() == 1);
  CHECK(comparison.only_base[0].strategy == "gha");
  REQUIRE(comparison.only_new.size() == 1);
  CHECK(comparison.only_new[0].strategy == "mount");
}

namespace {

constexpr int cells_in_run = 12;

/// A run of ten repetitions; the first cell is `factor` times as slow.
std::vector<Cell> simulated_run(tests::Noise noise, double cv, double factor,
                                tests::Generator& generator) {
  std::vector<Sample> samples;
  for (int i = 0; i < cells_in_run; ++i) {
    std::vector<double> seconds;
    for (int n = 0; n < 10; ++n)
      seconds.push_back(tests::sample(noise, cv, generator) * (i == 0 ? factor : 1.0));
    add(samples, "s" + std::to_string(i), seconds);
  }
  return cells_of(samples);
}

struct Verdicts {
  int alarms = 0, found = 0;
};

/// Of 200 pairs of equal runs, how many raise an alarm anywhere; of as many with one cell that is
/// 15 % slower, how often that one is found.
Verdicts judge_pairs(tests::Noise noise, double cv) {
  tests::Generator generator(20260101);
  Verdicts verdicts;
  for (int pair = 0; pair < 200; ++pair) {
    const auto base = simulated_run(noise, cv, 1, generator);
    const auto same = compare_runs(base, simulated_run(noise, cv, 1, generator), {});
    verdicts.alarms += std::any_of(same.cells.begin(), same.cells.end(),
                                   [](const auto& change) { return change.regression; });
    const auto slow = compare_runs(base, simulated_run(noise, cv, 1.15, generator), {});
    verdicts.found += slow.cells[0].regression;
  }
  return verdicts;
}

}  // namespace

TEST_CASE("the gate cries wolf for 5 % of equal runs at most, and finds 15 %", "[analysis]") {
  for (const auto noise : {tests::Noise::lognormal, tests::Noise::tail, tests::Noise::outliers}) {
    const auto verdicts = judge_pairs(noise, 0.05);
    INFO(tests::name(noise) << ": " << verdicts.alarms << " alarms, " << verdicts.found
                            << " found, of 200");
    CHECK(verdicts.alarms <= 10);
    // Where one sample in twenty takes twice as long, ten are few.
    CHECK(verdicts.found >= (noise == tests::Noise::outliers ? 160 : 180));
  }
  // Twice the noise: fewer are found, and still no more alarms.
  CHECK(judge_pairs(tests::Noise::lognormal, 0.15).alarms <= 10);
}
