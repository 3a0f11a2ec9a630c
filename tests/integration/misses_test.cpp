// SPDX-License-Identifier: Apache-2.0
// Ten builds that miss for a reason that is known: each reason and what it is about is told.
#include <tests/integration/program.hpp>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <map>

namespace bxbench::tests {
namespace {

/// Kind and subject of the first step with a reason of its own, in the order of the Dockerfile.
std::string began_with(const nlohmann::json& sample) {
  for (const auto& step : sample["evidence"]["step_list"]) {
    const auto& miss = step["miss"];
    if (!miss.is_null() && miss["kind"] != "parent-missed")
      return miss["kind"].get<std::string>() + " " + miss.value("subject", "");
  }
  return "nothing";
}

const std::map<std::string, std::string> reasons{
    {"miss-source-edit", "input-changed src/main.txt"},
    {"miss-dockerfile-edit", "instruction-changed RUN cp -f deps.lock /deps"},
    {"miss-build-argument", "argument-changed GREETING"},
    {"miss-base-change", "base-changed busybox:1.36"},
    {"miss-mode-min", "not-exported mode=min"},
    {"miss-missing-ref", "import-not-found 127.0.0.1:"},
    {"miss-evicted-blob", "evicted buildkit-blob-1-sha256:"},
    {"miss-new-scope", "saved-elsewhere layers-v2"},
    {"miss-file-mode", "input-mode-changed src/run.sh"},
    {"miss-dockerignore", "dockerignore-changed src/notes.md"},
    {"miss-other-tag", "out-of-scope refs/tags/v1"},
    {"miss-nothing-exported", "not-exported "},
};

TEST_CASE("every constructed miss is explained by its kind and its subject", "[long]") {
  Program program;
  const auto ended = program.run({"run", "--json", "miss-*"});
  INFO(ended.err);
  CHECK(ended.code == 0);
  const auto result = nlohmann::json::parse(ended.out);
  CHECK(result["errors"].empty());
  CHECK(result["failed_expectations"].empty());
  std::map<std::string, int> seen;
  for (const auto& sample : result["samples"]) {
    const auto scenario = sample["cell"]["scenario"].get<std::string>();
    INFO(scenario << " with " << sample["cell"]["strategy"]);
    CHECK(sample["valid"] == true);
    CHECK(began_with(sample).starts_with(reasons.at(scenario)));
    ++seen[scenario];
  }
  CHECK(seen.size() == reasons.size());
}

TEST_CASE("the first job of a trial has no reasons") {
  Program program;
  const auto ended = program.run({"run", "--json", "-w", "layers", "-s", "none", "cold-build"});
  INFO(ended.err);
  CHECK(ended.code == 0);
  const auto result = nlohmann::json::parse(ended.out);
  for (const auto& sample : result["samples"])
    for (const auto& step : sample["evidence"]["step_list"]) {
      CHECK(step["miss"].is_null());
      CHECK(step["digest"].get<std::string>().starts_with("sha256:"));
    }
}

}  // namespace
}  // namespace bxbench::tests
