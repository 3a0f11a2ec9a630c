// SPDX-License-Identifier: Apache-2.0
// What the command line promises: exit codes, messages, what goes to which stream.
#include <harness/support/files.hpp>
#include <tests/integration/program.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <sys/mount.h>

namespace fs = std::filesystem;
using Catch::Matchers::ContainsSubstring;

namespace bxbench::tests {
namespace {

constexpr const char* scenario_head = "return scenario { name = 'x', summary = 's', ";

TEST_CASE("help and version go to stdout and end with 0") {
  Program program;
  for (const auto& arguments : {std::vector<std::string>{"--help"}, {"run", "--help"}}) {
    const auto ended = program.run(arguments);
    CHECK(ended.code == 0);
    CHECK_THAT(ended.out, ContainsSubstring("bxbench"));
    CHECK(ended.err.empty());
  }
  CHECK_THAT(program.run({"--version"}).out, ContainsSubstring("bxbench 0."));
}

TEST_CASE("wrong usage ends with 2 and says what is wrong") {
  Program program;
  CHECK(program.run({}).code == 2);
  CHECK(program.run({"rum"}).code == 2);
  CHECK(program.run({"run", "--no-such-option"}).code == 2);
  CHECK(program.run({"run", "-n", "0"}).code == 2);
  const auto strategy = program.run({"run", "-s", "registri"});
  CHECK(strategy.code == 2);
  CHECK_THAT(strategy.err, ContainsSubstring("no strategy 'registri' (did you mean 'registry'?)"));
  CHECK(strategy.out.empty());
  const auto set = program.run({"run", "--set", "mount.ids=target"});
  CHECK(set.code == 2);
  CHECK_THAT(set.err, ContainsSubstring("mount"));
}

TEST_CASE("a script that is wrong ends with 2, file and line") {
  Program program;
  const auto run = [&](const std::string& text) {
    return program.run({"run", "-w", "shell", program.write("bad.lua", text)});
  };
  const auto syntax = run("return scenario {\n  name = = 'x'\n}\n");
  CHECK(syntax.code == 2);
  CHECK_THAT(syntax.err, ContainsSubstring("bad.lua:2:"));
  const auto field = run("return scenario {\n  name = 'x',\n  sumary = 's',\n}\n");
  CHECK(field.code == 2);
  CHECK_THAT(field.err, ContainsSubstring("bad.lua:3") && ContainsSubstring("'sumary'") &&
                            ContainsSubstring("'summary'"));
  const auto loop = run("local n = 0\nwhile true do n = n + 1 end\n");
  CHECK(loop.code == 2);
  CHECK_THAT(loop.err, ContainsSubstring("bad.lua:2:"));
  CHECK_FALSE(fs::exists(program.results()));
}

TEST_CASE("an endless loop inside a scenario ends its run with 2, and leaves nothing") {
  Program program;
  const auto file = program.write(
      "loop.lua", std::string(scenario_head) + "script = function(ci)\n  while true do end\nend }");
  const auto ended = program.run({"run", "-w", "shell", "-s", "none", file});
  CHECK(ended.code == 2);
  CHECK_THAT(ended.err + ended.out, ContainsSubstring("loop.lua:2"));
  CHECK(program.leftovers() == "");
}

TEST_CASE("a workload without its Dockerfile is refused by name") {
  Program program;
  program.write("p/app/main", "x");
  const auto file = program.write("p/workload.lua",
                                  "return workload {\n"
                                  "  name = 'p', summary = 's', context = 'app',\n"
                                  "  dockerfiles = { layer = 'app/Dockerfile' },\n"
                                  "  edits = {},\n"
                                  "  artifact = { path = '/x', marker = 'm' },\n}\n");
  const auto ended = program.run({"run", file});
  CHECK(ended.code == 2);
  CHECK_THAT(ended.err, ContainsSubstring("workload.lua") && ContainsSubstring("app/Dockerfile"));
}

TEST_CASE("a build that fails ends with 4 and quotes its step; other trials go on") {
  Program program;
  program.write("p/app/Dockerfile.layer", "FROM busybox:1.36\nRUN echo about to fail && false\n");
  const auto file = program.write("p/workload.lua",
                                  "return workload {\n"
                                  "  name = 'broken', summary = 's', context = 'app',\n"
                                  "  dockerfiles = { layer = 'app/Dockerfile.layer' },\n"
                                  "  bases = { ['busybox:1.36'] = base.busybox {} },\n"
                                  "  edits = {},\n"
                                  "  artifact = { path = '/x', marker = 'm' },\n}\n");
  const auto ended = program.run({"run", file, "-c", "cold-build", "-s", "none,registry"});
  CHECK(ended.code == 4);
  CHECK_THAT(ended.out, ContainsSubstring("about to fail"));
  const auto journal = read_file(program.only_run() / "journal.jsonl").value();
  CHECK_THAT(journal, ContainsSubstring("\"none\"") && ContainsSubstring("\"registry\""));
  CHECK(program.leftovers() == "");
}

TEST_CASE("a full disk for results ends with 3 and names the place") {
  Program program;
  const auto small = program.folder() / "small";
  fs::create_directories(small);
  REQUIRE(::mount("tmpfs", small.c_str(), "tmpfs", 0, "size=16k") == 0);
  const auto ended = program.run(
      {"run", "-w", "shell", "-s", "none", "-c", "cold-build", "-o", (small / "r").string()});
  const auto kept = fs::exists(small / "r");
  ::umount(small.c_str());
  CHECK(kept);
  CHECK(ended.code == 3);
  CHECK_THAT(ended.err, ContainsSubstring("small/r") && ContainsSubstring("No space left"));
  CHECK(program.leftovers() == "");
}

TEST_CASE("without Docker the run ends with 3 and says what is missing") {
  Program program;
  const auto ended = program.run({"run", "-w", "shell"}, {{"PATH", "/nonexistent"}});
  CHECK(ended.code == 3);
  CHECK_THAT(ended.err, ContainsSubstring("docker") && ContainsSubstring("./dev setup"));
}

TEST_CASE("a dry run prints the plan and starts nothing") {
  Program program;
  const auto ended = program.run({"run", "-w", "shell", "--dry-run", "--seed", "3", "-n", "2"});
  CHECK(ended.code == 0);
  CHECK_THAT(ended.out, ContainsSubstring("40 trials") && ContainsSubstring("seed 3"));
  CHECK_FALSE(fs::exists(program.results()));
}

TEST_CASE("a report of no run ends with 2") {
  Program program;
  const auto ended = program.run({"report", (program.folder() / "nothing").string()});
  CHECK(ended.code == 2);
  CHECK_THAT(ended.err, ContainsSubstring("no run at") && ContainsSubstring("hint"));
}

TEST_CASE("a file that is named runs what it defines and nothing else") {
  Program program;
  const auto file =
      program.write("own.lua", std::string(scenario_head) +
                                   "script = function(ci) ci:job { 'a', measure = true } end }");
  const auto ended = program.run({"run", "-w", "shell", "-s", "none", file, "--dry-run"});
  CHECK(ended.code == 0);
  CHECK_THAT(ended.out, ContainsSubstring("1 trials") && ContainsSubstring("shell / none / x"));
}

TEST_CASE("list names what there is") {
  Program program;
  const auto ended = program.run({"list"});
  CHECK(ended.code == 0);
  for (const auto* name : {"go", "shell", "registry", "id-mismatch", "identifier-mismatch"})
    CHECK_THAT(ended.out, ContainsSubstring(name));
}

}  // namespace
}  // namespace bxbench::tests
