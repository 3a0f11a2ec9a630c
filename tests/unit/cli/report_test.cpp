// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/main.hpp>
#include <harness/support/files.hpp>
#include <tests/support/example_history.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;

namespace {

int report(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"bxbench", "report"});
  std::vector<char*> words;
  for (auto& argument : arguments)
    words.push_back(argument.data());
  return cli::main(static_cast<int>(words.size()), words.data());
}

}  // namespace

TEST_CASE("report prints a run, or the history of those in a folder", "[cli]") {
  const tests::TempFolder folder;
  const auto results = (folder / "results").string(), file = (folder / "out").string();
  tests::HistoryShape shape;
  shape.runs = 2;
  tests::write_history(results, shape);
  CHECK(report({results, "--format", "csv", "-o", file}) == 0);
  CHECK(read_file(file)->starts_with("run,started,"));
  CHECK(report({results, "-o", file}) == 0);
  CHECK(read_file(file)->starts_with("bxbench · history of 2 runs\n"));
  CHECK(report({results + "/run-0000", "--format", "csv", "-o", file}) == 0);
  CHECK(read_file(file)->starts_with("trial,workload,"));
  CHECK(report({results + "/run-0000", "--format", "openmetrics", "-o", file}) == 0);
  CHECK(read_file(file)->ends_with("# EOF\n"));
}

TEST_CASE("report ends with 2 where there is no run, or none in that format", "[cli]") {
  const tests::TempFolder folder;
  CHECK(report({folder.path().string()}) == 2);
  CHECK(report({(folder / "nowhere").string()}) == 2);
  tests::write_run(folder.path(), "empty", {});
  CHECK(report({folder.path().string()}) == 2);
  tests::write_run(folder.path(), "run", tests::history_lines({}, 0));
  CHECK(report({folder.path().string(), "--format", "hyperfine"}) == 2);
  CHECK(report({folder.path().string(), "--format", "json", "-o", (folder / "out").string()}) == 0);
}
