// SPDX-License-Identifier: Apache-2.0
// What was drawn last may stand first in a plan.
#include <harness/cli/main.hpp>
#include <harness/report/plan_order.hpp>
#include <harness/support/files.hpp>
#include <tests/support/example_history.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace bxbench;
using Words = std::vector<std::string>;

namespace {

/// A run whose trials came in the opposite order of its plan: none, mount, gha, registry, inline.
void write_reversed(const std::filesystem::path& directory, const std::string& name, int run) {
  auto lines = tests::history_lines({}, run);
  std::reverse(lines.begin() + 1, lines.end() - 1);
  tests::write_run(directory, name, lines);
}

std::string printed(Words arguments, const std::filesystem::path& file) {
  arguments.insert(arguments.begin(), "bxbench");
  arguments.insert(arguments.end(), {"-o", file.string()});
  std::vector<char*> words;
  for (auto& argument : arguments)
    words.push_back(argument.data());
  REQUIRE(cli::main(static_cast<int>(words.size()), words.data()) == 0);
  return *read_file(file);
}

/// The words in the order in which a text first has them.
Words in_order(const std::string& text, Words words) {
  std::sort(words.begin(), words.end(),
            [&](const auto& one, const auto& other) { return text.find(one) < text.find(other); });
  return words;
}

}  // namespace

TEST_CASE("cells stand in the order of the plan, what it does not name last", "[report]") {
  journal::ResultSet results;
  results.run.order = {{"go", "none", "b", ""}, {"go", "mount", "b", ""}, {"go", "none", "a", ""}};
  auto& samples = results.trials.emplace_back().samples;
  for (const auto& [strategy, scenario, job] : {std::tuple{"zstd", "a", "x"},
                                                {"none", "a", "x"},
                                                {"mount", "b", "y"},
                                                {"mount", "b", "x"},
                                                {"none", "b", "x"}})
    samples.emplace_back().cell = {"go", strategy, scenario, job};
  Words names;
  for (const auto& cell : report::planned_cells(results))
    names.push_back(cell.key.strategy + "/" + cell.key.scenario + "/" + cell.key.job);
  CHECK(names == Words{"none/b/x", "mount/b/y", "mount/b/x", "none/a/x", "zstd/a/x"});
}

TEST_CASE("every format of a run and of a comparison has the order of the plan", "[report][cli]") {
  const tests::TempFolder folder;
  const auto base = (folder / "base").string(), now = (folder / "now").string();
  write_reversed(folder.path(), "base", 0);
  write_reversed(folder.path(), "now", 1);
  const Words warm{"go/none/warm-build/build", "go/mount/warm-build/build",
                   "go/gha/warm-build/build", "go/registry/warm-build/build"};
  for (const std::string format : {"hyperfine", "github-action-benchmark"}) {
    INFO(format);
    const auto text = printed({"report", now, "--format", format}, folder / "out");
    CHECK(in_order(text, warm) == warm);
  }
  const Words labels{"strategy=\"none\"", "strategy=\"mount\"", "strategy=\"gha\"",
                     "strategy=\"registry\"", "strategy=\"inline\""};
  CHECK(in_order(printed({"report", now, "--format", "openmetrics"}, folder / "out"), labels) ==
        labels);
  const Words columns{"none", "mount", "gha", "registry", "inline"};
  for (const std::string format : {"table", "markdown", "json"}) {
    INFO(format);
    auto text = printed({"compare", base, now, "--format", format}, folder / "out");
    if (format == "table") text = text.substr(text.find("\n\n"));  // after what is said of the runs
    if (format == "markdown") text = text.substr(text.find("\n|"));
    if (format == "json") text = text.substr(text.find("\"cells\""));
    CHECK(in_order(text, columns) == columns);
    CHECK(text.find("warm-build") < text.find("source-change"));
  }
}
