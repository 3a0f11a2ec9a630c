// SPDX-License-Identifier: Apache-2.0
#include <harness/report/history/history_exporter.hpp>
#include <harness/report/history/history_json.hpp>
#include <harness/report/history/history_report.hpp>
#include <harness/report/history/load_history.hpp>
#include <harness/report/text.hpp>
#include <tests/support/example_history.hpp>
#include <tests/support/golden.hpp>
#include <tests/support/odd_run.hpp>
#include <tests/support/schema.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

using namespace bxbench;
using namespace bxbench::report;
using analysis::History;
using Catch::Matchers::ContainsSubstring;
using Json = nlohmann::json;

namespace {

History history_of(const tests::HistoryShape& shape) {
  const tests::TempFolder folder;
  tests::write_history(folder.path(), shape);
  return load_history(folder.path()).value();
}

/// Forty runs, the last ten of them with another Docker.
const History& example() {
  static const auto history = [] {
    auto made = history_of({});
    made.warnings = {"run-0099 is left out: line 3: this is not a JSON object"};
    return made;
  }();
  return history;
}

std::string rendered(std::string_view format, const History& history, const Layout& layout = {}) {
  return find_history_exporter(format)->render(history, layout);
}

void check_golden(const std::string& file, const std::string& text) {
  CHECK(text == tests::approved(file, text));
}

void round_figure(double& value) {
  value = std::round(value * 1e4) / 1e4;
}

void round_pair(std::optional<std::pair<double, double>>& pair) {
  if (!pair) return;
  round_figure(pair->first);
  round_figure(pair->second);
}

/// Without the digits in which mathematical libraries differ.
History rounded(History history) {
  for (auto& series : history.series) {
    for (auto& point : series.points) {
      if (point.ratio) round_figure(*point.ratio);
      round_pair(point.ratio_interval);
    }
    for (auto& change : series.changes) {
      round_figure(change.p);
      round_figure(change.factor);
      round_pair(change.seconds);
      round_pair(change.ratio);
    }
  }
  return history;
}

/// Names that formats could obey, and figures that are no numbers.
History odd_history() {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  std::vector<analysis::RunFigures> runs(2);
  for (auto& [run, cells] : runs) {
    run = {tests::odd_name,
           tests::odd_name,
           tests::odd_name,
           tests::odd_name,
           {{"docker", tests::odd_name}}};
    cells = {{{tests::odd_name, tests::odd_name, tests::odd_name, tests::odd_name},
              {0, nan, analysis::stats::Interval{nan, INFINITY}, 1, nan, {}}}};
  }
  auto history = build_history(std::move(runs));
  history.series[0].changes = {{1, nan, INFINITY, analysis::BeforeAfter{nan, 1}, {}}};
  history.warnings = {tests::odd_name};
  return history;
}

}  // namespace

TEST_CASE("a history on a terminal of 80 columns", "[report][history][golden]") {
  const auto text = rendered("table", example());
  check_golden("history.txt", text);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    CHECK(display_width(line) <= 80);
}

TEST_CASE("a history on a terminal without UTF-8 is ASCII", "[report][history][golden]") {
  const auto text = rendered("table", example(), {80, false, false});
  check_golden("history-ascii.txt", text);
  CHECK(std::all_of(text.begin(), text.end(),
                    [](char letter) { return static_cast<unsigned char>(letter) < 0x80; }));
}

TEST_CASE("a history as Markdown", "[report][history][golden]") {
  check_golden("history.md", rendered("markdown", example()));
}

TEST_CASE("a history as JSON and CSV", "[report][history][golden]") {
  tests::HistoryShape shape;
  shape.runs = 20;
  shape.mount_slower_from = 9;
  auto history = rounded(history_of(shape));
  std::erase_if(history.series, [](const auto& series) {
    return series.key.scenario != "source-change" ||
           (series.key.strategy != "none" && series.key.strategy != "mount");
  });
  check_golden("history.json", rendered("json", history));
  check_golden("history.csv", rendered("csv", history));
  check_golden("history-data.json", history_data_json(history).dump(1) + '\n');
}

TEST_CASE("a history's JSON is what its schema says", "[report][history][schema]") {
  const auto objections = [](const History& history) {
    return tests::violations("results/schema/history.schema.json",
                             Json::parse(rendered("json", history)));
  };
  CHECK(objections(example()) == "");
  CHECK(objections(odd_history()) != "");  // no number where there must be one
  auto json = Json::parse(rendered("json", example()));
  json["series"][0]["extra"] = 1;
  CHECK(tests::violations("results/schema/history.schema.json", json) != "");
}

TEST_CASE("what a page draws is in ratios where environments differ", "[report][history]") {
  const auto data = history_data_json(example());
  CHECK(data.at("kind") == "history");
  CHECK(data.at("runs").size() == 40);
  CHECK_THAT(data.at("runs")[39].at("environment").get<std::string>(),
             ContainsSubstring("docker 28.5.1 · "));
  const auto series_of = [&](const std::string& strategy) {
    for (const auto& one : data.at("series"))
      if (one.at("strategy") == strategy && one.at("scenario") == "source-change") return one;
    return nlohmann::ordered_json();
  };
  CHECK(series_of("none").at("unit") == "seconds");
  const auto mount = series_of("mount");
  CHECK(mount.at("unit") == "ratio");
  CHECK(mount.at("points")[0].at("value") < 0.4);
  REQUIRE(mount.at("changes").size() == 1);
  CHECK(mount.at("changes")[0].at("run") == 17);
  CHECK(mount.at("changes")[0].at("before") < mount.at("changes")[0].at("after"));
}

TEST_CASE("a change is told with both runs' figures, and in ratios alone across environments",
          "[report][history]") {
  History history;
  history.runs = {{"r1", "2026-05-01T10:00:00Z", "r1", "none", {}}};
  CHECK(change_text(history, {0, 0.001, 1.19, analysis::BeforeAfter{4.1, 4.9},
                              analysis::BeforeAfter{0.34, 0.41}}) ==
        "since run r1 (2026-05-01): 4.10 s → 4.90 s; 0.34× → 0.41× of none, 1.19×");
  CHECK(change_text(history, {0, 0.001, 1.2, {}, analysis::BeforeAfter{0.34, 0.41}}) ==
        "since run r1 (2026-05-01): 0.34× → 0.41× of none, 1.20×");
  CHECK(change_text(history, {0, 0.001, 1.15, analysis::BeforeAfter{12.3, 14.1}, {}}) ==
        "since run r1 (2026-05-01): 12.3 s → 14.1 s, 1.15×");
}

TEST_CASE("jobs are named where a scenario measures several", "[report][history]") {
  History history;
  history.runs = {{"r1", "2026-05-01T10:00:00Z", "r1", "none", {}}};
  history.series.resize(2);
  history.series[0].key = {"go", "mount", "bump", "first"};
  history.series[1].key = {"go", "mount", "bump", "second"};
  for (auto& series : history.series)
    series.points = {{0, 1, {}, 1, {}, {}}};
  const auto report = build_history_report(history, {});
  CHECK(report.tables[0].rows[0].label == "bump · first · mount");
  history.series.pop_back();
  CHECK(build_history_report(history, {}).tables[0].rows[0].label == "bump · mount");
}

TEST_CASE("many warnings and environments are told in few lines", "[report][history]") {
  auto history = example();
  history.warnings.assign(500, "gone");
  history.environment_changes.assign(700, {1, {"docker 1 → 2"}});
  const auto report = build_history_report(history, {});
  CHECK(report.warnings.size() == 11);
  CHECK(report.warnings[0] == "490 more such warnings");
  CHECK(report.facts.size() == 13);
  CHECK(report.facts[2] == "690 more changes of the environment before");
}

TEST_CASE("odd names and no numbers leave all formats of a history valid", "[report][history]") {
  const auto history = odd_history();
  const auto csv = rendered("csv", history);
  CHECK(std::count(csv.begin(), csv.end(), '\n') ==
        1 + static_cast<long>(history.series.empty() ? 0 : history.series[0].points.size()));
  for (const auto* format : {"table", "markdown", "csv"}) {
    const auto text = rendered(format, history);
    CHECK(text.find('\x1b') == std::string::npos);
    CHECK_THAT(text, !ContainsSubstring("nan") && !ContainsSubstring("inf"));
  }
  const auto json = Json::parse(rendered("json", history));
  CHECK(json.at("series")[0].at("points")[0].at("seconds").is_null());
  const auto data =
      Json::parse(history_data_json(history).dump(-1, ' ', false, Json::error_handler_t::replace));
  CHECK(data.at("series")[0].at("points")[0].at("value").is_null());
}
