// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/history.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

using namespace bxbench::analysis;
using bxbench::measure::CellKey;
using Catch::Matchers::WithinRel;

namespace {

const CellKey none{"go", "none", "warm", "build"}, mount{"go", "mount", "warm", "build"};

/// The baseline at `seconds`, and a cell at `ratio` to it, on a machine with this docker.
struct Run {
  double seconds = 10, ratio = 0.5;
  std::string docker = "27", baseline = "none";
};

History history_of(const std::vector<Run>& runs) {
  std::vector<RunFigures> all;
  for (const auto& run : runs) {
    const auto day = fmt::format("{:03}", all.size());
    auto& figures = all.emplace_back(
        RunFigures{{"r" + day, "2026-" + day, day, run.baseline, {{"docker", run.docker}}}, {}});
    const double wobble = 1 + 0.001 * static_cast<double>(all.size() * 7 % 5);
    figures.cells.push_back({none, {0, run.seconds * wobble, {}, 3, {}, {}}});
    figures.cells.push_back(
        {mount, {0, run.seconds * run.ratio * wobble, {}, 3, run.ratio * wobble, {}}});
  }
  std::reverse(all.begin(), all.end());
  return build_history(std::move(all));
}

std::vector<Run> times(std::size_t count, const Run& run) {
  return std::vector<Run>(count, run);
}

std::vector<Run> operator+(std::vector<Run> one, const std::vector<Run>& other) {
  one.insert(one.end(), other.begin(), other.end());
  return one;
}

const HistorySeries& series(const History& history, const CellKey& key) {
  return *std::find_if(history.series.begin(), history.series.end(),
                       [&](const auto& one) { return one.key == key; });
}

}  // namespace

TEST_CASE("runs are in the order of their start, with a point per cell", "[analysis][history]") {
  const auto history = history_of(times(3, {}));
  REQUIRE(history.runs.size() == 3);
  CHECK(history.runs[0].id == "r000");
  CHECK(history.runs[2].id == "r002");
  REQUIRE(history.series.size() == 2);
  CHECK(series(history, mount).points.size() == 3);
  CHECK(series(history, mount).points[2].run == 2);
  CHECK(history.environments == 1);
  CHECK(history.environment_changes.empty());
}

TEST_CASE("a ratio that grows is a change, in seconds and in ratios", "[analysis][history]") {
  const auto history = history_of(times(12, {}) + times(12, {10, 0.6}));
  CHECK(series(history, none).changes.empty());
  REQUIRE(series(history, mount).changes.size() == 1);
  const auto& change = series(history, mount).changes[0];
  CHECK(change.run == 12);
  CHECK(change.p <= 0.01);
  CHECK_THAT(change.factor, WithinRel(1.2, 0.01));
  CHECK_THAT(change.seconds->first, WithinRel(5.0, 0.01));
  CHECK_THAT(change.seconds->second, WithinRel(6.0, 0.01));
  CHECK_THAT(change.ratio->second, WithinRel(0.6, 0.01));
}

TEST_CASE("another environment changes seconds, which is no change of a series",
          "[analysis][history]") {
  const auto history = history_of(times(20, {}) + times(20, {20, 0.5, "28"}));
  CHECK(series(history, none).changes.empty());
  CHECK(series(history, mount).changes.empty());
  CHECK_FALSE(series(history, none).one_environment);
  CHECK(history.environments == 2);
  REQUIRE(history.environment_changes.size() == 1);
  CHECK(history.environment_changes[0].run == 20);
  CHECK(history.environment_changes[0].what == std::vector<std::string>{"docker 27 → 28"});
}

TEST_CASE("ratios are compared across environments, their seconds are not", "[analysis][history]") {
  const auto history = history_of(times(16, {}) + times(16, {20, 0.6, "28"}));
  REQUIRE(series(history, mount).changes.size() == 1);
  const auto& change = series(history, mount).changes[0];
  CHECK(change.run == 16);
  CHECK_FALSE(change.seconds);
  CHECK(change.ratio);
}

TEST_CASE("the baseline's seconds are compared within each environment", "[analysis][history]") {
  std::vector<Run> runs;
  for (std::size_t i = 0; i < 24; ++i)  // two machines take turns; both become slower at 24
    runs = runs + times(1, {i < 12 ? 10.0 : 13.0, 0.5, "27"}) +
           times(1, {i < 12 ? 20.0 : 26.0, 0.5, "28"});
  const auto history = history_of(runs);
  const auto& changes = series(history, none).changes;
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].run == 24);
  CHECK(changes[1].run == 25);
  CHECK_THAT(changes[0].seconds->first, WithinRel(10.0, 0.01));
  CHECK_THAT(changes[1].seconds->first, WithinRel(20.0, 0.01));
  CHECK_FALSE(changes[0].ratio);
  CHECK(series(history, mount).changes.empty());
  CHECK(history.environment_changes.size() == 47);
}

TEST_CASE("ratios to different baselines are not compared", "[analysis][history]") {
  const auto history = history_of(times(16, {}) + times(16, {10, 0.9, "27", "gha"}));
  CHECK(series(history, mount).changes.empty());
  CHECK(course_of(history, series(history, mount)).size() == 16);
  CHECK_THAT(comparable_values(history, series(history, mount)).front(), WithinRel(0.9, 0.01));
}

TEST_CASE("the course of a baseline is free of what environments make of it",
          "[analysis][history]") {
  const auto history = history_of(times(5, {}) + times(5, {20, 0.5, "28"}));
  for (const double value : comparable_values(history, series(history, none)))
    CHECK_THAT(value, WithinRel(1.0, 0.01));
}

TEST_CASE("a cell that runs lack has points for the others, and comes last",
          "[analysis][history]") {
  std::vector<RunFigures> runs(2);
  runs[0].run = {"a", "2026-01", "a", "none", {}};
  runs[0].cells = {{mount, {0, 1, {}, 1, {}, {}}}, {none, {0, 2, {}, 1, {}, {}}}};
  runs[1].run = {"b", "2026-02", "b", "none", {}};
  runs[1].cells = {{none, {0, 3, {}, 1, {}, {}}}};
  const auto history = build_history(std::move(runs));
  REQUIRE(history.series.size() == 2);
  CHECK(history.series[0].key == none);
  CHECK(history.series[1].points.size() == 1);
  CHECK(history.series[1].points[0].run == 0);
}

TEST_CASE("figures of a run leave out what is no number and what has no valid sample",
          "[analysis][history]") {
  Cell valid, invalid, broken;
  valid.key = mount;
  valid.valid_samples = 1;
  valid.job_seconds = stats::summarize({2});
  valid.ratio_to_baseline = stats::Ratio{std::nan(""), {}, {}, 1};
  broken.job_seconds = stats::summarize({std::nan("")});
  const auto figures = figures_of({}, {valid, invalid, broken});
  REQUIRE(figures.cells.size() == 1);
  CHECK_FALSE(figures.cells[0].second.ratio);
}
