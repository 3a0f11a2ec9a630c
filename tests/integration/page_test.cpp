// SPDX-License-Identifier: Apache-2.0
// The HTML pages of real runs in a real browser: tests/clients/page.mjs says what is tried there.
#include <harness/support/files.hpp>
#include <tests/integration/program.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <fmt/format.h>

#include <cstdlib>

namespace fs = std::filesystem;
using Catch::Matchers::ContainsSubstring;

namespace bxbench::tests {
namespace {

/// What the browser test said of a page; empty when every check held.
std::string faults_of(const Program& program, const fs::path& page) {
  const auto said = program.folder() / "browser.txt";
  const auto script = fs::path(BXBENCH_PROJECT_ROOT) / "tests/clients/page.mjs";
  const auto command =
      fmt::format("TMPDIR='{}' node '{}' '{}' > '{}' 2>&1", program.folder().string(),
                  script.string(), page.string(), said.string());
  if (std::system(command.c_str()) == 0) return {};
  return read_file(said).value();
}

TEST_CASE("the pages of a run, a comparison and a history work in a browser", "[page]") {
  Program program;
  const auto ended = program.run({"run", "-w", "shell", "-s", "none,mount,gha", "-c",
                                  "warm-build,source-change", "-n", "2", "-q"});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  const auto run = program.only_run();
  CHECK(faults_of(program, run / "report.html") == "");
  CHECK_THAT(*read_file(run / "report.html"), ContainsSubstring("\"vertices\":[{"));

  const auto compared = program.folder() / "comparison.html";
  const auto comparison = program.run(
      {"compare", run.string(), run.string(), "--format", "html", "-o", compared.string()});
  CHECK(comparison.code == 0);
  CHECK(faults_of(program, compared) == "");

  const auto history = program.folder() / "history.html";
  const auto many = program.run(
      {"report", program.results().string(), "--format", "html", "-o", history.string()});
  CHECK(many.code == 0);
  CHECK(faults_of(program, history) == "");
}

TEST_CASE("every format is made again from the journal, byte for byte", "[page]") {
  Program program;
  REQUIRE(program.run({"run", "-w", "shell", "-s", "none", "warm-build", "-q"}).code == 0);
  const auto run = program.only_run();
  for (const auto& [format, file] : {std::pair{"html", "report.html"},
                                     {"markdown", "report.md"},
                                     {"csv", "samples.csv"},
                                     {"json", "run.json"}}) {
    const auto again = program.folder() / "again";
    REQUIRE(program.run({"report", run.string(), "--format", format, "-o", again.string()}).code ==
            0);
    INFO(format);
    CHECK(*read_file(again) == *read_file(run / file));
  }
}

}  // namespace
}  // namespace bxbench::tests
