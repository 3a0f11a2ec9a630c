// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/cells.hpp>
#include <tests/support/samples.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

using Catch::Matchers::WithinAbs;
using namespace bxbench;
using analysis::build_cells;
using measure::Sample;
using Outcome = measure::Verdict::Outcome;
using test::timed;

namespace {

Sample judged(Outcome outcome, bool expected = false) {
  auto sample = timed("mount", 1);
  sample.verdicts = {{"identifier-mismatch", outcome, "", "", expected}};
  return sample;
}

Outcome worst(const std::vector<Sample>& samples) {
  return build_cells(samples, "none").at(0).verdicts.at(0).outcome;
}

Sample repeated(const std::string& strategy, int repetition, double seconds) {
  auto sample = timed(strategy, seconds);
  sample.repetition = repetition;
  return sample;
}

Sample importing(Bytes sent) {
  auto sample = timed("registry", 1);
  sample.carries = suite::Carries::layers;
  sample.evidence.traffic["registry"] = {3, 7, sent};
  return sample;
}

}  // namespace

TEST_CASE("cells come in the order of their first samples", "[analysis]") {
  const auto cells =
      build_cells({timed("registry", 1), timed("none", 2), timed("registry", 3)}, "none");
  REQUIRE(cells.size() == 2);
  CHECK(cells[0].key.strategy == "registry");
  CHECK(cells[0].job_seconds.samples == std::vector<double>{1, 3});
  CHECK(cells[0].build_seconds.median == 1.0);
  CHECK(cells[1].key.strategy == "none");
}

TEST_CASE("invalid samples are kept, counted and measure nothing", "[analysis]") {
  auto invalid = timed("none", 100);
  invalid.valid = false;
  const auto cell = build_cells({invalid, timed("none", 2)}, "none").at(0);
  CHECK(cell.samples.size() == 2);
  CHECK(cell.valid_samples == 1);
  CHECK(cell.invalid_samples == 1);
  CHECK(cell.job_seconds.max == 2.0);
}

TEST_CASE("a cell without a valid sample has no figures", "[analysis]") {
  auto invalid = timed("mount", 100);
  invalid.valid = false;
  const auto cells = build_cells({invalid, timed("none", 2)}, "none");
  CHECK_FALSE(cells[0].job_seconds.median);
  CHECK(cells[0].phases.empty());
  CHECK(cells[0].bytes.empty());
  CHECK_FALSE(cells[0].ratio_to_baseline);
}

TEST_CASE("only phases that occurred are there", "[analysis]") {
  auto one = timed("mount", 1), other = timed("mount", 2);
  one.phases.solve = 3;
  other.phases.solve = 5;
  other.phases.restore = 0;
  const auto phases = build_cells({one, other}, "none").at(0).phases;
  REQUIRE(phases.size() == 2);
  CHECK(phases.at("solve").median == 4.0);
  CHECK(phases.at("restore").samples == std::vector<double>{0});
}

TEST_CASE("a ratio refers to the baseline of the same job", "[analysis]") {
  auto other_job = timed("none", 1000);
  other_job.cell.job = "second";
  const auto cells = build_cells({other_job, timed("none", 10), timed("mount", 4)}, "none");
  REQUIRE(cells[2].ratio_to_baseline);
  CHECK_THAT(cells[2].ratio_to_baseline->value, WithinAbs(0.4, 1e-12));
  CHECK_FALSE(cells[1].ratio_to_baseline);
  CHECK_FALSE(build_cells({timed("mount", 4)}, "none").at(0).ratio_to_baseline);
}

TEST_CASE("a ratio pairs the same repetitions and leaves out those that one cell lacks",
          "[analysis]") {
  auto invalid = repeated("none", 3, 1);
  invalid.valid = false;
  const auto cell =
      build_cells({repeated("mount", 4, 8), repeated("mount", 3, 1), repeated("mount", 2, 4),
                   repeated("mount", 1, 2), invalid, repeated("none", 1, 4), repeated("none", 2, 8),
                   repeated("none", 4, 16), repeated("none", 5, 1)},
                  "none")
          .at(0);
  REQUIRE(cell.ratio_to_baseline);
  CHECK_THAT(cell.ratio_to_baseline->value, WithinAbs(0.5, 1e-12));
  CHECK(cell.ratio_to_baseline->pairs == 3);
  REQUIRE(cell.shift_to_baseline);
  CHECK(cell.shift_to_baseline->value == -4.5);  // of -2, -4, -8: means of two are -3, -5, -6
}

TEST_CASE("cells without a repetition in common are compared unpaired", "[analysis]") {
  const auto cells = build_cells({repeated("mount", 1, 4), repeated("none", 2, 10)}, "none");
  REQUIRE(cells[0].ratio_to_baseline);
  CHECK_THAT(cells[0].ratio_to_baseline->value, WithinAbs(0.4, 1e-12));
  CHECK(cells[0].ratio_to_baseline->pairs == 0);
}

TEST_CASE("outliers are named by their repetition, a slow first one by itself", "[analysis]") {
  std::vector<Sample> samples;
  for (const double seconds : {30.0, 25.0, 10.0, 9.9, 10.2, 9.8, 20.0, 10.0, 10.1})
    samples.push_back(repeated("none", static_cast<int>(samples.size()) + 1, seconds));
  auto cell = build_cells(samples, "none").at(0);
  CHECK(cell.outliers == std::vector<int>{1, 2, 7});
  REQUIRE(cell.slow_first);
  CHECK_THAT(*cell.slow_first, WithinAbs(30 / 10.05, 1e-12));
  samples.front().valid = false;
  cell = build_cells(samples, "none").at(0);
  CHECK(cell.outliers == std::vector<int>{2, 7});
  CHECK_FALSE(cell.slow_first);
}

TEST_CASE("the steps are those of the median job", "[analysis]") {
  std::vector<Sample> samples{timed("none", 9), timed("none", 1), timed("none", 5),
                              timed("none", 7)};
  for (auto& sample : samples)
    sample.evidence.steps.cached = static_cast<int>(sample.job_seconds);
  CHECK(build_cells(samples, "none").at(0).steps.cached == 5);
}

TEST_CASE("bytes are medians of archives that were restored and saved", "[analysis]") {
  auto miss = test::timed("mount", 1), hit = miss, other = miss;
  miss.evidence.restore = {"k", false, false, "", 0};
  hit.evidence.restore = {"k", true, true, "k", 100};
  other.evidence.restore = {"k", true, true, "k", 201};
  other.evidence.save = {"k", false, 300};
  const auto bytes = build_cells({miss, hit, other}, "none").at(0).bytes;
  CHECK(bytes == std::map<std::string, Bytes>{{"restored", 151}});
}

TEST_CASE("a build's own traffic counts unless an archive crossed the same service", "[analysis]") {
  const auto bytes = build_cells({importing(40), importing(60), importing(80)}, "none").at(0).bytes;
  CHECK(bytes == std::map<std::string, Bytes>{{"imported", 60}, {"exported", 7}});
  auto archived = importing(40);
  archived.evidence.save = {"k", true, 30};
  CHECK(build_cells({archived}, "none").at(0).bytes == std::map<std::string, Bytes>{{"saved", 30}});
}

TEST_CASE("the worst outcome of a rule stands", "[analysis]") {
  CHECK(worst({judged(Outcome::pass), judged(Outcome::fail), judged(Outcome::pass)}) ==
        Outcome::fail);
  CHECK(worst({judged(Outcome::pass), judged(Outcome::inconclusive)}) == Outcome::inconclusive);
  CHECK(worst({judged(Outcome::fail), judged(Outcome::inconclusive)}) == Outcome::fail);
}

TEST_CASE("where a rule is to be tripped, a pass is the worst", "[analysis]") {
  CHECK(worst({judged(Outcome::fail, true), judged(Outcome::pass, true)}) == Outcome::pass);
  CHECK(worst({judged(Outcome::fail, true), judged(Outcome::inconclusive, true)}) ==
        Outcome::inconclusive);
}

TEST_CASE("invalid samples are judged too", "[analysis]") {
  auto invalid = judged(Outcome::fail);
  invalid.valid = false;
  CHECK(worst({judged(Outcome::pass), invalid}) == Outcome::fail);
}
