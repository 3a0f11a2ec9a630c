// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/recommendation.hpp>
#include <tests/support/samples.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

using namespace bxbench;
using namespace bxbench::analysis;
using Catch::Matchers::WithinRel;
using measure::Sample;

namespace {

struct Row {
  std::string strategy, scenario;
  std::vector<double> seconds;
};

std::vector<Sample> samples_of(const std::vector<Row>& rows) {
  std::vector<Sample> samples;
  for (const auto& row : rows) {
    int repetition = 0;
    for (const double seconds : row.seconds) {
      auto& sample = samples.emplace_back(test::timed(row.strategy, seconds));
      sample.cell.scenario = row.scenario;
      sample.claim = row.scenario == "cold-build" ? suite::Claim::cold : suite::Claim::warm;
      sample.repetition = ++repetition;
    }
  }
  return samples;
}

Recommendation only(const std::vector<Sample>& samples) {
  const auto all = recommend(build_cells(samples, "none"), "none", {});
  REQUIRE(all.size() == 1);
  return all[0];
}

const std::vector<Row> usual{
    {"none", "warm-build", {10, 10.2, 9.9}},   {"none", "source-change", {20, 20.3, 19.8}},
    {"none", "cold-build", {20, 20.1, 19.9}},  {"mount", "warm-build", {5, 5.2, 4.9}},
    {"mount", "source-change", {5, 5.1, 4.9}}, {"mount", "cold-build", {22, 22.2, 21.9}},
    {"gha", "warm-build", {1, 1.02, 0.99}},    {"gha", "source-change", {21, 21.2, 20.9}},
    {"gha", "cold-build", {25, 25.3, 24.9}}};

}  // namespace

TEST_CASE("the strategy with the best geometric mean over warm rows is recommended", "[analysis]") {
  const auto found = only(samples_of(usual));
  CHECK(found.rows.size() == 2);
  CHECK(found.strategy == "gha");  // sqrt(0.1 * 1.05) = 0.32, mount sqrt(0.5 * 0.25) = 0.35
  REQUIRE(found.ratings.size() == 2);
  CHECK_THAT(found.ratings[0].ratio->value, WithinRel(0.3240, 0.01));
  CHECK_THAT(found.ratings[1].ratio->value, WithinRel(0.3536, 0.01));
  CHECK_THAT(found.ratings[0].cold_cost->value, WithinRel(5.0, 0.05));
  CHECK(found.as_good.empty());  // apart by 9 %, with a noise of 1 %
}

TEST_CASE("what is not apart is as good", "[analysis]") {
  auto rows = usual;
  rows[7].seconds = {26, 24, 25.5};  // gha's source change: about mount's mean
  const auto found = only(samples_of(rows));
  CHECK(found.as_good.size() == 1);
}

TEST_CASE("rows in which nothing changed are told of beside", "[analysis]") {
  auto samples = samples_of(usual);
  for (auto& sample : samples)
    if (sample.cell.strategy == "gha" && sample.cell.scenario == "warm-build")
      sample.evidence.steps = {6, 6, 0};
  const auto found = only(samples);
  REQUIRE(found.rows.size() == 1);
  CHECK(found.rows[0].scenario == "source-change");
  CHECK(found.strategy == "mount");
  REQUIRE(found.unchanged.size() == 1);
  REQUIRE(found.unchanged_best);
  CHECK(found.unchanged_best->strategy == "gha");
}

TEST_CASE("a strategy without proof is not rated", "[analysis]") {
  auto samples = samples_of(usual);
  for (auto& sample : samples)
    if (sample.cell.strategy == "gha" && sample.cell.scenario == "warm-build") sample.valid = false;
  const auto found = only(samples);
  CHECK(found.strategy == "mount");
  REQUIRE(found.ratings.size() == 2);
  CHECK(found.ratings[1].strategy == "gha");
  CHECK(found.ratings[1].unfit == "no valid sample of warm-build");
}

TEST_CASE("a strategy that a rule condemns is not rated", "[analysis]") {
  auto samples = samples_of(usual);
  for (auto& sample : samples)
    if (sample.cell.strategy == "gha")
      sample.verdicts = {{"artifact-fresh", measure::Verdict::Outcome::fail, "", "", false}};
  const auto found = only(samples);
  CHECK(found.strategy == "mount");
  CHECK(found.ratings[1].unfit == "rule artifact-fresh failed in warm-build");
}

TEST_CASE("a strategy whose builds all broke off in a row is not rated by the others",
          "[analysis]") {
  auto rows = usual;
  rows.erase(rows.begin() + 7);  // gha's source change
  const auto cells = build_cells(samples_of(rows), "none");
  const auto all = recommend(cells, "none", {{"go", "gha", "source-change", ""}});
  REQUIRE(all.size() == 1);
  CHECK(all[0].rows.size() == 2);
  CHECK(all[0].strategy == "mount");
  CHECK(all[0].ratings.back().unfit == "no valid sample of source-change");
}

TEST_CASE("one sample, or no gain, recommends nothing", "[analysis]") {
  auto rows = usual;
  for (auto& row : rows)
    row.seconds.resize(1);
  const auto single = only(samples_of(rows));
  CHECK(single.strategy.empty());
  CHECK_FALSE(single.tested);
  const auto slow = only(samples_of(
      {{"none", "warm-build", {10, 10.2, 9.9}}, {"gha", "warm-build", {12, 12.1, 12.3}}}));
  CHECK(slow.strategy.empty());
  CHECK(slow.tested);
}

TEST_CASE("rows that not every strategy ran, and cold ones, do not count", "[analysis]") {
  auto rows = usual;
  rows.push_back({"gha", "tag-isolation", {9, 9, 9}});
  CHECK(only(samples_of(rows)).rows.size() == 2);
  CHECK(recommend(build_cells(samples_of({usual[2], usual[5]}), "none"), "none", {}).empty());
}
