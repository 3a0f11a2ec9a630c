// SPDX-License-Identifier: Apache-2.0
// A restored job is as good as one that was run: the same evidence with and without checkpoints.
#include <tests/integration/program.hpp>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <map>

using nlohmann::json;

namespace bxbench::tests {
namespace {

/// What a job proves, without times and names that differ from run to run.
json facts_of(const json& sample) {
  const auto& evidence = sample["evidence"];
  json facts{{"valid", sample["valid"]},
             {"steps", evidence["steps"]},
             {"fresh", evidence["artifact_fresh"]},
             {"verdicts", json::array()},
             {"imports", json::array()},
             {"mounts", json::array()}};
  for (const auto& verdict : sample["verdicts"])
    facts["verdicts"].push_back({verdict["rule"], verdict["outcome"]});
  for (const auto& import : evidence["imports"])
    facts["imports"].push_back(import["succeeded"]);
  for (const auto& mount : evidence["mounts"])
    facts["mounts"].push_back({mount["id"], mount["bytes_before"]});
  if (const auto& restore = evidence["restore"]; !restore.is_null())
    facts["restore"] = {restore["hit"], restore["exact"]};
  return facts;
}

struct Run {
  std::map<std::string, json> facts;  ///< by cell and repetition
  int jobs_run = 0, jobs_restored = 0;
};

Run run(std::vector<std::string> arguments) {
  Program program;
  arguments.insert(arguments.end(), {"--json", "--seed", "3"});
  const auto ended = program.run(arguments);
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  CHECK(program.leftovers() == "");
  const auto result = json::parse(ended.out);
  Run run;
  for (const auto& sample : result["samples"])
    run.facts[sample["cell"].dump() + sample["repetition"].dump()] = facts_of(sample);
  for (const auto& trial : result["trials"]) {
    run.jobs_run += trial["jobs_run"].get<int>();
    run.jobs_restored += trial["jobs_restored"].get<int>();
  }
  return run;
}

/// Runs with and without checkpoints: the facts are the same, `restored` jobs are spared.
void check_same_with_fewer_jobs(std::vector<std::string> arguments, int jobs, int restored) {
  const auto with = run(arguments);
  arguments.emplace_back("--no-checkpoints");
  const auto without = run(arguments);
  CHECK(without.jobs_run == jobs);
  CHECK(without.jobs_restored == 0);
  CHECK(with.jobs_run == jobs - restored);
  CHECK(with.jobs_restored == restored);
  CHECK(with.facts.size() == without.facts.size());
  for (const auto& [name, facts] : without.facts) {
    INFO(name);
    REQUIRE(with.facts.contains(name));
    CHECK(with.facts.at(name) == facts);
  }
}

TEST_CASE("a priming job is run once for all scenarios, and nothing shows it", "[long]") {
  check_same_with_fewer_jobs(
      {"run", "-w", "shell", "-s", "mount,gha,registry,host-dir", "warm-build", "source-change"},
      16, 4);
}

TEST_CASE("the builder of a persistent runner is restored, with edits that were built") {
  Program files;
  const auto file =
      files.write("laptop.lua",
                  "return scenario { name = 'laptop', summary = 'One builder for all jobs',\n"
                  "  script = function(ci)\n"
                  "    ci:job { 'first', runner = 'laptop' }\n"
                  "    ci:edit 'source'\n"
                  "    ci:job { 'second', runner = 'laptop' }\n"
                  "    local same = ci:job { 'third', runner = 'laptop', measure = true }\n"
                  "    ci:expect(same.steps.executed == 0, 'nothing changed, nothing is run')\n"
                  "  end }\n");
  check_same_with_fewer_jobs({"run", "-w", "shell", "-s", "none", "-n", "2", file}, 6, 2);
}

}  // namespace
}  // namespace bxbench::tests
