// SPDX-License-Identifier: Apache-2.0
#include <harness/workflow/model.hpp>
#include <tests/support/result_printer.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using namespace bxbench::workflow;

namespace {

Workflow workflow_of(const std::string& text) {
  return workflow::read(text, "ci.yml").value();
}

std::string events_of(const std::string& on) {
  std::string names;
  for (const auto& trigger : workflow_of(on + "\njobs: {}\n").triggers)
    names += trigger.name.text + " ";
  return names;
}

}  // namespace

TEST_CASE("events are read in all forms, also where YAML 1.1 made `on` a truth", "[workflow]") {
  CHECK(events_of("on: push") == "push ");
  CHECK(events_of("on: [push, release]") == "push release ");
  CHECK(events_of("on:\n  push:\n  pull_request: {branches: [a]}") == "push pull_request ");
  CHECK(events_of("\"on\": push") == "push ");
  CHECK(events_of("true: push") == "push ");
  CHECK(events_of("name: none").empty());
}

TEST_CASE("branches and tags of an event may be a list or one", "[workflow]") {
  const auto workflow =
      workflow_of("on:\n  push:\n    branches: main\n    tags: [v1, v2]\njobs: {}\n");
  const auto* push = workflow.trigger("push");
  REQUIRE(push != nullptr);
  CHECK(push->branches.size() == 1);
  REQUIRE(push->tags.size() == 2);
  CHECK(push->tags[1].text == "v2");
  CHECK(workflow.trigger("release") == nullptr);
}

TEST_CASE("steps keep their inputs, expressions as they are written", "[workflow]") {
  const auto workflow = workflow_of(
      "jobs:\n"
      "  a:\n"
      "    runs-on: [self-hosted, linux]\n"
      "    env: {X: 1}\n"
      "    permissions: {contents: read}\n"
      "    steps:\n"
      "      - uses: actions/cache@v4\n"
      "        if: always()\n"
      "        with:\n"
      "          Path: ${{ env.X }}\n"
      "          count: 3\n"
      "          none:\n");
  REQUIRE(workflow.jobs.size() == 1);
  const auto& job = workflow.jobs[0];
  CHECK(job.runs_on.text == "self-hosted linux");
  REQUIRE(job.permissions);
  CHECK(find(job.permissions->scopes, "contents")->text == "read");
  REQUIRE(job.steps.size() == 1);
  const auto& step = job.steps[0];
  CHECK(step.at.line == 7);
  CHECK(step.condition.text == "always()");
  REQUIRE(find(step.with, "path") != nullptr);
  CHECK(find(step.with, "path")->text == "${{ env.X }}");
  CHECK(find(step.with, "count")->text == "3");
  CHECK(find(step.with, "none")->text.empty());
  CHECK(find(step.with, "other") == nullptr);
}

TEST_CASE("a matrix makes as many jobs as its axes say", "[workflow]") {
  const auto jobs_of = [](const std::string& matrix) {
    return workflow_of("jobs:\n  a:\n    strategy:\n      matrix: " + matrix + "\n")
        .jobs[0]
        .matrix->jobs();
  };
  CHECK(jobs_of("{a: [1, 2], b: [x, y, z]}") == 6);
  CHECK(jobs_of("{include: [{a: 1}, {a: 2}]}") == 2);
  CHECK(jobs_of("{a: [1], exclude: [{a: 1}]}") == 1);
  CHECK(workflow_of("jobs: {a: {strategy: {matrix: \"${{ fromJSON(x) }}\"}}}")
            .jobs[0]
            .matrix->computed);
}

TEST_CASE("what has no jobs is no workflow", "[workflow]") {
  for (const auto* text : {"", "a: 1\n", "jobs: [a]\n", "- a\n", "plain text"}) {
    INFO(text);
    const auto read = workflow::read(text, "ci.yml");
    REQUIRE_FALSE(read);
    CHECK(read.error().code == Errc::bad_input);
  }
}

TEST_CASE("what is not where it belongs is left out", "[workflow]") {
  const auto workflow = workflow_of(
      "on: {push: 3}\njobs:\n  a: 1\n  b: {steps: {x: 1}}\n  c: {steps: [1, {uses: [2]}]}\n");
  REQUIRE(workflow.jobs.size() == 3);
  CHECK(workflow.jobs[0].steps.empty());
  CHECK(workflow.jobs[1].steps.empty());
  REQUIRE(workflow.jobs[2].steps.size() == 2);
  CHECK(workflow.jobs[2].steps[1].uses.empty());
}

TEST_CASE("a workflow is known by its keys", "[workflow]") {
  CHECK(is_workflow_text("# CI\n---\non: push\njobs:\n  a: {}\n"));
  CHECK(is_workflow_text("name: a\n\"on\":\n  push:\njobs: {}\n"));
  CHECK(is_workflow_text("name: a\nruns:\n  using: \"composite\"\n  steps: []\n"));
  CHECK_FALSE(is_workflow_text(""));
  CHECK_FALSE(is_workflow_text("name: a\njobs:\n"));
  CHECK_FALSE(is_workflow_text("#1 [internal] load\n#2 DONE\n"));
  CHECK_FALSE(is_workflow_text("Run cat ci.yml\non: push\njobs:\n"));
  CHECK_FALSE(is_workflow_text("2026-05-01T12:00:00Z on: push\njobs:\n"));
}
