// SPDX-License-Identifier: Apache-2.0
// A run that died goes on where it was, and only when nothing has changed.
#include <harness/support/files.hpp>
#include <tests/integration/program.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include <csignal>
#include <map>

namespace fs = std::filesystem;
using Catch::Matchers::ContainsSubstring;
using nlohmann::json;

namespace bxbench::tests {
namespace {

/// How often each trial is in the journal.
std::map<std::string, int> trials_of(const fs::path& run) {
  std::map<std::string, int> counts;
  const auto journal = read_file(run / "journal.jsonl").value();
  std::size_t begin = 0;
  for (auto end = journal.find('\n'); end != std::string::npos; end = journal.find('\n', begin)) {
    const auto record = json::parse(journal.substr(begin, end - begin));
    if (record["record"] == "trial_finished") ++counts[record["trial"].get<std::string>()];
    begin = end + 1;
  }
  return counts;
}

bool has_finished_trials(const Program& program, const char* mark) {
  const auto said = read_file(program.folder() / "err");
  return said && said->find(mark) != std::string::npos;
}

/// A scenario of the test's own, so that it can be changed.
std::string own_scenario(const Program& program, const char* summary) {
  program.write("jobs.lua", "return { first = 'prime' }\n");
  return program.write("again.lua", std::string("local jobs = require 'jobs'\n"
                                                "return scenario { name = 'again', summary = '") +
                                        summary +
                                        "', script = function(ci)\n"
                                        "  ci:job { jobs.first }\n"
                                        "  ci:job { 'rebuild', measure = true }\n"
                                        "end }\n");
}

TEST_CASE("a run that was killed goes on, and has every sample once") {
  Program program;
  const auto file = fs::relative(own_scenario(program, "Built twice")).string();
  const auto killed = program.run_and(
      {"run", "-w", "shell", "-s", "none,gha", "-n", "3", "--seed", "5", file},
      [&] { return has_finished_trials(program, "[2/6]"); }, [](int pid) { ::kill(pid, SIGKILL); });
  REQUIRE(killed.code == -SIGKILL);
  const auto run = program.only_run();
  const auto before = trials_of(run);
  REQUIRE(before.size() >= 2);
  REQUIRE(before.size() < 6);

  const auto resumed = program.run({"run", "--resume", run.string(), "--json"});
  INFO(resumed.err);
  CHECK(resumed.code == 0);
  CHECK(program.only_run() == run);
  CHECK(program.leftovers() == "");
  const auto after = trials_of(run);
  CHECK(after.size() == 6);
  for (const auto& [trial, count] : after)
    CHECK(count == 1);
  const auto result = json::parse(resumed.out);
  CHECK(result["samples"].size() == 6);
  CHECK(result["interrupted"] == false);

  const auto nothing_left = program.run({"run", "--resume", run.string()});
  CHECK(nothing_left.code == 0);
  CHECK(trials_of(run) == after);
}

TEST_CASE("a run does not go on with a changed scenario, and says so") {
  Program program;
  const auto file = own_scenario(program, "Built twice");
  const auto stopped =
      program.run({"run", "-w", "shell", "-s", "none", "-n", "2", "--max-time", "0.01s", file});
  INFO(stopped.err);
  CHECK(stopped.code == 0);
  CHECK_THAT(stopped.out, ContainsSubstring("ended by --max-time"));
  const auto journal = program.only_run() / "journal.jsonl";
  const auto before = read_file(journal).value();
  own_scenario(program, "Another one");
  const auto refused = program.run({"run", "--resume", program.only_run().string()});
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err, ContainsSubstring("again.lua has changed"));
  CHECK(read_file(journal).value() == before);

  own_scenario(program, "Built twice");
  program.write("jobs.lua", "return { first = 'cold' }\n");
  const auto module = program.run({"run", "--resume", program.only_run().string()});
  CHECK(module.code == 2);
  CHECK_THAT(module.err, ContainsSubstring("jobs.lua has changed"));
}

TEST_CASE("what a run was asked for cannot be asked again, and no folder is no run") {
  Program program;
  const auto both = program.run({"run", "--resume", "results/x", "-n", "3"});
  CHECK(both.code == 2);
  CHECK_THAT(both.err, ContainsSubstring("--runs"));
  const auto none = program.run({"run", "--resume", (program.folder() / "nothing").string()});
  CHECK(none.code == 2);
  CHECK_THAT(none.err, ContainsSubstring("cannot resume"));
}

TEST_CASE("a build over its time limit fails alone, and the other cells go on") {
  Program program;
  const auto file =
      program.write("slow.lua",
                    "return scenario { name = 'slow', summary = 'Sleeps under one strategy',\n"
                    "  script = function(ci)\n"
                    "    ci:job { 'build', measure = true,\n"
                    "      build_args = ci.strategy == 'gha' and { SLEEP = '600' } or {},\n"
                    "      dockerfile = 'Dockerfile.slow' }\n"
                    "  end }\n");
  (void)make_directories(program.folder() / "app");
  program.write("app/Dockerfile.slow",
                "FROM busybox:1.36\nARG SLEEP=0\nRUN sleep $SLEEP; echo marker-0 > /out\n");
  const auto workload = program.write(
      "workload.lua",
      "return workload { name = 'sleeper', summary = 'Sleeps', context = 'app',\n"
      "  dockerfiles = { layer = 'app/Dockerfile.slow' }, bases = { ['busybox:1.36'] = "
      "base.busybox {} },\n"
      "  edits = {}, artifact = { path = '/out', marker = 'marker-0' } }\n");
  const auto ended = program.run(
      {"run", "-s", "none,gha", "-n", "1", "--job-limit", "8s", "--json", file, workload});
  INFO(ended.err);
  CHECK(ended.code == 4);
  const auto result = json::parse(ended.out);
  REQUIRE(result["errors"].size() == 1);
  CHECK(result["errors"][0]["strategy"] == "gha");
  CHECK_THAT(result["errors"][0]["message"].get<std::string>(), ContainsSubstring("time limit"));
  REQUIRE(result["samples"].size() == 1);
  CHECK(result["samples"][0]["cell"]["strategy"] == "none");
  CHECK(program.leftovers() == "");
}

}  // namespace
}  // namespace bxbench::tests
