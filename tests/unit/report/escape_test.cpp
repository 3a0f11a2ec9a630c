// SPDX-License-Identifier: Apache-2.0
#include <harness/report/build_report.hpp>
#include <harness/report/exporter.hpp>
#include <harness/report/markdown.hpp>
#include <harness/report/terminal.hpp>
#include <tests/support/example_run.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include <sstream>

using namespace bxbench;
using namespace bxbench::report;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr const char* hostile =
    "x\x1b]0;t\x07 \x7f\xff\n| <b> `a` \"q\", [l](u) @all #1 *s* \u202Ey";

/// A run in which every text that comes from outside is hostile.
tests::ExampleRun hostile_run() {
  auto run = tests::example_run(1);
  run.results.run.command.emplace_back(hostile);
  run.results.run.environment.os = hostile;
  run.results.run.order.push_back({"go", hostile, hostile, ""});
  run.results.trials[0].error = hostile;
  run.results.trials[0].failed_expectations = {{hostile, hostile}};
  run.invalidate(run.cell("mount", "cold", "build"), 1, hostile);
  run.cell("gha", "cold", "build").verdicts = {
      {hostile, measure::Verdict::Outcome::fail, hostile, hostile, false}};
  return run;
}

bool has_control(const std::string& text) {
  for (const char letter : text)
    if ((static_cast<unsigned char>(letter) < 0x20 && letter != '\n') || letter == 0x7f)
      return true;
  return text.find("\u202E") != std::string::npos || text.find('\xff') != std::string::npos;
}

}  // namespace

TEST_CASE("no format lets control characters of others through", "[report]") {
  const auto run = hostile_run();
  for (const auto* format : {"table", "markdown", "csv"}) {
    INFO(format);
    const auto text = find_exporter(format)->render({run.results, run.cells}, {});
    CHECK_THAT(text, ContainsSubstring("]0;t"));
    CHECK_FALSE(has_control(text));
  }
}

TEST_CASE("run.json stays JSON and keeps the text", "[report]") {
  const auto run = hostile_run();
  const auto text = find_exporter("json")->render({run.results, run.cells}, {});
  CHECK(text.find('\x1b') == std::string::npos);
  const auto json = nlohmann::json::parse(text);
  CHECK_THAT(json["errors"][0]["message"].get<std::string>(), ContainsSubstring("x\x1b]0;t"));
}

TEST_CASE("Markdown shows text instead of obeying it", "[report]") {
  Report report;
  report.title = "a|b <b> `c` [l](u) @all #1 *s*";
  report.tables = {
      {"t", {"p|q"}, {{"r|s", {{"1|2", "", "", "", Mark::none, Trend::unclear, {}}}}}}};
  report.reproduce = "echo `x`";
  const auto text = render_markdown(report);
  CHECK_THAT(text, ContainsSubstring("a\\|b &lt;b&gt; \\`c\\` \\[l\\](u) &#64;all &#35;1 \\*s\\*"));
  CHECK_THAT(text, ContainsSubstring("| | p\\|q |\n|---|---:|\n| r\\|s | 1\\|2 |\n"));
  CHECK_THAT(text, ContainsSubstring("`` echo `x` ``"));
}

TEST_CASE("CSV quotes what would break a row", "[report]") {
  auto run = tests::example_run(1);
  run.invalidate(run.cell("none", "cold", "build"), 1, "a \"b\", c");
  const auto text = find_exporter("csv")->render({run.results, run.cells}, {});
  CHECK_THAT(text, ContainsSubstring(",false,\"a \"\"b\"\", c\",12.3,"));
}

TEST_CASE("lines of a terminal report stay within its width", "[report]") {
  const auto run = tests::troubled_run(7);
  auto report = build_report(run.results, run.cells);
  report.reproduce.clear();  // never wrapped: it is there to be copied
  for (const int width : {60, 80, 100, 200}) {
    std::istringstream lines(render_terminal(report, {width, false, false}));
    for (std::string line; std::getline(lines, line);) {
      INFO(line);
      CHECK(line.size() <= static_cast<std::size_t>(width));
    }
  }
}
