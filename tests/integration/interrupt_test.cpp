// SPDX-License-Identifier: Apache-2.0
// Nothing leaks: not after Ctrl-C, and after kill -9 the next start cleans up.
#include <harness/support/files.hpp>
#include <tests/integration/program.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <csignal>

namespace fs = std::filesystem;
using Catch::Matchers::ContainsSubstring;

namespace bxbench::tests {
namespace {

const std::vector<std::string> long_run{
    "run", "-w", "shell", "-s", "registry,none", "-c", "source-change,cold-build",
    "-n",  "20", "-v"};

/// A trial has finished, and a build of the next one is under way.
bool is_building(const Program& program) {
  const auto said = read_file(program.folder() / "err");
  if (!said) return false;
  const auto finished = said->find("[1/");
  return finished != std::string::npos && said->find(" RUN ", finished) != std::string::npos;
}

/// Progress that was not compressed, because no build has ended after it.
int plain_progress_logs(const Program& program) {
  int count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(program.only_run() / "logs"))
    count +=
        entry.path().filename().string().ends_with(".progress.jsonl") && fs::file_size(entry) > 0
            ? 1
            : 0;
  return count;
}

TEST_CASE("Ctrl-C in the middle of a build keeps the results so far and leaves nothing") {
  Program program;
  const auto ended = program.run_and(
      long_run, [&] { return is_building(program); }, [](int pid) { ::kill(pid, SIGINT); });
  INFO(ended.err);
  CHECK(ended.code == 130);
  CHECK_THAT(ended.err, ContainsSubstring("interrupted after"));
  CHECK(program.leftovers() == "");
  CHECK(fs::exists(program.only_run() / "run.json"));
  const auto journal = read_file(program.only_run() / "journal.jsonl").value();
  CHECK_THAT(journal, ContainsSubstring("trial_finished"));
}

TEST_CASE("what kill -9 leaves is removed by the next start") {
  Program program;
  const auto killed = program.run_and(
      long_run, [&] { return is_building(program); }, [](int pid) { ::kill(pid, SIGKILL); });
  CHECK(killed.code == -SIGKILL);
  CHECK(program.leftovers() != "");
  CHECK(plain_progress_logs(program) == 1);  // of the build that was running
  const auto cleaned = program.run({"clean"});
  CHECK(cleaned.code == 0);
  CHECK(program.leftovers() == "");
  const auto report = program.run({"report", program.only_run().string()});
  CHECK(report.code == 0);
  CHECK_THAT(report.out, ContainsSubstring("shell"));
}

}  // namespace
}  // namespace bxbench::tests
