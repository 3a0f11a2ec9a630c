// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/main.hpp>
#include <harness/support/files.hpp>
#include <tests/support/example_history.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using Lines = std::vector<std::string>;

namespace {

/// Two runs of ten cells with three samples each.
class Runs {
 public:
  Runs() { tests::write_run(folder_.path(), "base", tests::history_lines({}, 0)); }

  void write_new(const Lines& lines) const { tests::write_run(folder_.path(), "new", lines); }

  int compare(const std::string& base, const std::string& now) const {
    return main({"compare", path(base), path(now), "-o", path("out")});
  }
  int report_to(const std::string& output) const {
    return main({"report", path("base"), "-o", output});
  }
  std::string text() const { return *read_file(folder_ / "out"); }

 private:
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  static int main(Lines arguments) {
    arguments.insert(arguments.begin(), "bxbench");
    std::vector<char*> words;
    for (auto& argument : arguments)
      words.push_back(argument.data());
    return cli::main(static_cast<int>(words.size()), words.data());
  }

  tests::TempFolder folder_;
};

}  // namespace

TEST_CASE("compare passes a whole run and not one that lacks cells because it did not end",
          "[cli]") {
  const Runs runs;
  const auto whole = tests::history_lines({}, 0);
  runs.write_new(whole);
  CHECK(runs.compare("base", "new") == 0);
  const Lines some(whole.begin(), whole.begin() + 8);
  runs.write_new(some);
  CHECK(runs.compare("base", "new") == 2);
  CHECK(runs.text().find("not passed: 3 cells") != std::string::npos);
  auto finished = some;
  finished.push_back(whole.back());
  runs.write_new(finished);
  CHECK(runs.compare("base", "new") == 0);
  CHECK(runs.text().find("only in base, not compared: 3 cells") != std::string::npos);
}

TEST_CASE("compare passes an interrupted run that lacks only repetitions", "[cli]") {
  const Runs runs;
  auto lines = tests::history_lines({}, 0);
  lines.resize(lines.size() - 3);
  runs.write_new(lines);
  CHECK(runs.compare("base", "new") == 0);
  CHECK(runs.text().find("the run did not end by itself") != std::string::npos);
}

TEST_CASE("an output in a folder that is not there ends with 2", "[cli]") {
  const Runs runs;
  CHECK(runs.report_to("/nonexist/x.md") == 2);
}
