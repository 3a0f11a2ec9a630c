// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/diagnose_inputs.hpp>
#include <harness/cli/peek.hpp>
#include <harness/diagnosis/dockerfile_facts.hpp>
#include <harness/diagnosis/workflow_facts.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>

#include <fstream>
#include <unistd.h>

namespace fs = std::filesystem;
using namespace bxbench;
using namespace bxbench::cli;

namespace {

const std::string workflow_text =
    "name: CI\non: push\njobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n";

std::string put(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file) << text;
  return file.string();
}

/// Standard input is this text, through a pipe, while it lives.
class Piped {
 public:
  explicit Piped(const std::string& text) : kept_(::dup(STDIN_FILENO)) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    REQUIRE(::write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    ::close(ends[1]);
    ::dup2(ends[0], STDIN_FILENO);
    ::close(ends[0]);
  }
  ~Piped() {
    ::dup2(kept_, STDIN_FILENO);
    ::close(kept_);
  }
  Piped(const Piped&) = delete;
  Piped& operator=(const Piped&) = delete;

 private:
  int kept_;
};

}  // namespace

TEST_CASE("several workflows are read, each with the Dockerfile that it builds",
          "[cli][diagnosis]") {
  const tests::TempFolder root;
  const auto lint = put(root / "lint.yml", "on: push\njobs: {a: {steps: [{run: true}]}}\n");
  const auto one = put(root / "one.yml", workflow_text),
             two = put(root / "two.yaml", workflow_text);
  const auto dockerfile = put(root / "Dockerfile", "FROM a\nRUN b\n");
  const auto inputs = read_inputs({lint, one, two}, dockerfile).value();
  REQUIRE(inputs.facts.size() == 3);
  CHECK(inputs.facts[0].workflow->file == lint);
  CHECK_FALSE(inputs.facts[0].dockerfile);
  CHECK(inputs.facts[1].dockerfile);
  CHECK(inputs.facts[2].dockerfile);
  CHECK(inputs.read.size() == 4);
  CHECK(read_inputs({lint}, dockerfile)->facts.at(0).dockerfile);
}

TEST_CASE("a folder of *.txt files is read as the archive of a run", "[cli][diagnosis]") {
  const tests::TempFolder root;
  put(root / "1_test.txt", "2026-05-01T12:00:02Z Cache restored from key: b-2\n");
  put(root / "0_build.txt", "2026-05-01T12:00:01Z Cache restored from key: a-1\n");
  put(root / "build/1_Set up job.txt", "2026-05-01T12:00:01Z Cache restored from key: a-1\n");
  const auto inputs = read_inputs({root.path().string()}, {}).value();
  REQUIRE(inputs.read.size() == 1);
  CHECK(inputs.read[0] == root.path().string() + ": 2 lines in 2 files");
  REQUIRE(inputs.facts.size() == 1);
  const auto& jobs = inputs.facts[0].jobs;
  REQUIRE(jobs.size() == 2);
  CHECK(jobs[0].name == "build");
  CHECK(jobs[1].name == "test");
  CHECK(jobs[0].run == jobs[1].run);
}

TEST_CASE("other *.txt files of a folder are runs of their own", "[cli][diagnosis]") {
  const tests::TempFolder root;
  put(root / "run-2.txt", "Cache restored from key: a-2\n");
  put(root / "run-1.txt", "Cache restored from key: a-1\n");
  const auto jobs = read_inputs({root.path().string()}, {})->facts.at(0).jobs;
  REQUIRE(jobs.size() == 2);
  CHECK(jobs[0].run == (root / "run-1.txt").string());
  CHECK(jobs[1].run == (root / "run-2.txt").string());
}

TEST_CASE("a folder without logs is taken for a run, whatever it holds", "[cli][diagnosis]") {
  const tests::TempFolder root;
  put(root / "readme.md", "x\n");
  const auto inputs = read_inputs({root.path().string()}, {}).value();
  CHECK(inputs.runs == std::vector<fs::path>{root.path()});
  CHECK(inputs.facts.at(0).jobs.empty());
}

TEST_CASE("a workflow is known on standard input, a log stays one", "[cli][diagnosis]") {
  {
    const Piped piped(workflow_text);
    const auto inputs = read_inputs({"-"}, {}).value();
    REQUIRE(inputs.facts.at(0).workflow);
    CHECK(inputs.facts[0].workflow->file == "standard input");
    CHECK(inputs.read == std::vector<std::string>{"standard input: a workflow of 1 jobs"});
  }
  const Piped piped("2026-05-01T12:00:01Z on: push\n2026-05-01T12:00:01Z jobs:\n");
  const auto inputs = read_inputs({"-"}, {}).value();
  CHECK_FALSE(inputs.facts.at(0).workflow);
  CHECK(inputs.read.at(0).starts_with("standard input: 2 lines"));
}

TEST_CASE("what is looked at can be read again", "[cli]") {
  const Piped piped("first\nsecond\n");
  CHECK(peek(STDIN_FILENO).value() == "first\nsecond\n");
  CHECK(peek(STDIN_FILENO).value() == "first\nsecond\n");
  char byte = 0;
  CHECK(::read(STDIN_FILENO, &byte, 1) == 1);
  CHECK(byte == 'f');
}

TEST_CASE("a composite action is read as a job, others are refused", "[cli][diagnosis]") {
  const tests::TempFolder root;
  const auto action = put(root / "action.yml",
                          "name: a\nruns:\n  using: composite\n  steps:\n"
                          "    - uses: docker/build-push-action@v6\n");
  const auto inputs = read_inputs({action}, {}).value();
  CHECK(inputs.read == std::vector<std::string>{action + ": a composite action"});
  CHECK(inputs.facts.at(0).workflow->jobs.at(0).builds.size() == 1);
  const auto node = put(root / "node/action.yml", "runs:\n  using: node20\n  main: a.js\n");
  CHECK(read_inputs({node}, {}).error().message.find("node20") != std::string::npos);
}
