// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/rule.hpp>
#include <harness/diagnosis/tally.hpp>
#include <tests/unit/diagnosis/lint_help.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace bxbench::diagnosis;

namespace {

Facts facts_of(const std::string& file, const std::string& cache_to,
               const std::string& dockerfile = {}) {
  Facts facts;
  facts.workflow = std::make_shared<WorkflowFacts>(
      read_workflow("jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
                    "      - uses: docker/setup-buildx-action@v3\n"
                    "      - uses: docker/build-push-action@v6\n        with:\n"
                    "          context: .\n          cache-from: type=gha\n"
                    "          cache-to: " +
                        cache_to + "\n",
                    file)
          .value());
  if (!dockerfile.empty())
    facts.dockerfile = std::make_shared<DockerfileFacts>(
        read_dockerfile(dockerfile, "Dockerfile", IgnoreFile{".git\n", ".dockerignore"}).value());
  return facts;
}

std::string faults_of(const std::vector<Facts>& all) {
  std::string text;
  for (const auto& finding : judge_each(all, find_profile("default").value()))
    if (finding.outcome != Outcome::pass)
      text += finding.rule + ":" + finding.places.at(0).file + " ";
  return text;
}

}  // namespace

TEST_CASE("each of several workflows is judged by itself", "[diagnosis][lint]") {
  const auto one = facts_of("a.yml", "type=gha, mode=max");
  CHECK(faults_of({one}) == "spec-with-blank:a.yml ");
  CHECK(faults_of({one, facts_of("b.yml", "type=gha,mode=max")}) == "spec-with-blank:a.yml ");
  CHECK(faults_of({one, facts_of("b.yml", "type=gha ,mode=max")}) ==
        "spec-with-blank:a.yml spec-with-blank:b.yml ");
}

TEST_CASE("what several workflows find in one Dockerfile is told once", "[diagnosis][lint]") {
  const std::string dockerfile = "FROM node\nCOPY . .\nRUN npm ci\n";
  CHECK(faults_of({facts_of("a.yml", "type=gha,mode=max", dockerfile),
                   facts_of("b.yml", "type=gha,mode=max", dockerfile)}) ==
        faults_of({facts_of("a.yml", "type=gha,mode=max", dockerfile)}));
}

TEST_CASE("what was read is counted", "[diagnosis]") {
  const auto counted = tally({facts_of("a.yml", "type=gha", "FROM a\nARG B\nRUN c\n"),
                              facts_of("b.yml", "type=gha", "FROM a\nARG B\nRUN c\n")});
  CHECK(counted.builds == 2);
  CHECK(counted.cache_steps == 0);
  CHECK(counted.docker_steps == 1);
}
