// SPDX-License-Identifier: Apache-2.0
#include <harness/report/exporter.hpp>
#include <harness/report/result_dir.hpp>
#include <harness/support/files.hpp>
#include <tests/support/example_run.hpp>
#include <tests/support/golden.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace bxbench;
using namespace bxbench::report;

namespace {

void check_golden(const std::string& file, std::string_view format, const tests::ExampleRun& run,
                  const Layout& layout = {}) {
  const auto* exporter = find_exporter(format);
  REQUIRE(exporter);
  const auto text = exporter->render({run.results, run.cells}, layout);
  CHECK(text == tests::approved(file, text));
}

}  // namespace

TEST_CASE("one repetition on a terminal", "[report][golden]") {
  check_golden("terminal-n1.txt", "table", tests::example_run(1));
}

TEST_CASE("seven repetitions on a terminal show intervals", "[report][golden]") {
  check_golden("terminal-n7.txt", "table", tests::example_run(7));
}

TEST_CASE("a wide terminal takes all columns side by side", "[report][golden]") {
  check_golden("terminal-wide.txt", "table", tests::example_run(7), {120, false, true});
}

TEST_CASE("a troubled run on a terminal explains its marks", "[report][golden]") {
  check_golden("terminal-troubled.txt", "table", tests::troubled_run(1));
}

TEST_CASE("colours stand for what the words say already", "[report][golden]") {
  check_golden("terminal-color.txt", "table", tests::troubled_run(7), {120, true, true});
}

TEST_CASE("a terminal without UTF-8 gets ASCII", "[report][golden]") {
  check_golden("terminal-ascii.txt", "table", tests::troubled_run(7), {120, false, false});
}

TEST_CASE("a troubled run as Markdown", "[report][golden]") {
  check_golden("markdown-troubled.md", "markdown", tests::troubled_run(7));
}

TEST_CASE("samples as CSV", "[report][golden]") {
  check_golden("samples-troubled.csv", "csv", tests::troubled_run(1));
}

TEST_CASE("a troubled run as JSON", "[report][golden]") {
  check_golden("run-troubled.json", "json", tests::troubled_run(1));
}

TEST_CASE("a troubled run for github-action-benchmark", "[report][golden]") {
  check_golden("github-action-benchmark-troubled.json", "github-action-benchmark",
               tests::troubled_run(7));
}

TEST_CASE("a troubled run for hyperfine's scripts", "[report][golden]") {
  check_golden("hyperfine-troubled.json", "hyperfine", tests::troubled_run(7));
}

TEST_CASE("a troubled run as OpenMetrics", "[report][golden]") {
  check_golden("openmetrics-troubled.txt", "openmetrics", tests::troubled_run(7));
}

TEST_CASE("an unknown format is no exporter", "[report]") {
  CHECK(find_exporter("pdf") == nullptr);
  CHECK(exporters().front().format == "table");
}

TEST_CASE("a run's folder gets the files of its exporters", "[report]") {
  const tests::TempFolder folder;
  const auto run = tests::example_run(1);
  REQUIRE(write_results(folder.path(), {run.results, run.cells}));
  const Results results{run.results, run.cells};
  CHECK(*read_file(folder / "run.json") == find_exporter("json")->render(results, {}));
  CHECK(*read_file(folder / "report.md") == find_exporter("markdown")->render(results, {}));
  CHECK(*read_file(folder / "samples.csv") == find_exporter("csv")->render(results, {}));
  const auto files = std::distance(std::filesystem::directory_iterator(folder.path()), {});
  CHECK(files == std::count_if(exporters().begin(), exporters().end(),
                               [](const auto& exporter) { return !exporter.file.empty(); }));
}

TEST_CASE("a folder that is not there is an error, not a loss", "[report]") {
  const tests::TempFolder folder;
  const auto run = tests::example_run(1);
  const auto written = write_results(folder / "nowhere", {run.results, run.cells});
  REQUIRE_FALSE(written);
  CHECK(written.error().message.find("nowhere") != std::string::npos);
}
