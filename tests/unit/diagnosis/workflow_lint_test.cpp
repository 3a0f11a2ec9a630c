// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/dockerfile_facts.hpp>
#include <harness/diagnosis/facts.hpp>
#include <harness/diagnosis/profile.hpp>
#include <harness/diagnosis/rule.hpp>
#include <harness/diagnosis/rules/families.hpp>
#include <harness/diagnosis/workflow_facts.hpp>
#include <harness/support/files.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace bxbench;
using namespace bxbench::diagnosis;

namespace {

const std::string ignored = ".git\nnode_modules\ntarget\n";

std::string text_of(const std::string& name) {
  return read_file(std::string(BXBENCH_TEST_ROOT) + "/data/workflows/" + name).value();
}

Facts facts_of(const std::string& workflow, const std::string& dockerfile) {
  Facts facts;
  facts.workflow =
      std::make_shared<WorkflowFacts>(read_workflow(text_of(workflow), workflow).value());
  facts.dockerfile = std::make_shared<DockerfileFacts>(
      read_dockerfile(text_of(dockerfile), dockerfile, IgnoreFile{ignored, ".dockerignore"})
          .value());
  return facts;
}

/// What is not as it should be; each rule once.
std::vector<Finding> faults_of(const Facts& facts) {
  std::vector<Finding> faults;
  for (auto& finding : judge(facts, find_profile("default").value())) {
    const bool known = std::any_of(faults.begin(), faults.end(),
                                   [&](const auto& one) { return one.rule == finding.rule; });
    if (finding.outcome != Outcome::pass && !known) faults.push_back(std::move(finding));
  }
  return faults;
}

/// A workflow with one fault, and what must be said about it.
struct Case {
  const char *workflow, *dockerfile, *rule;
  const char* line;        ///< what the first line that is shown contains
  const char* correction;  ///< what the corrected lines contain
};

const std::vector<Case> cases{
    {"save-before-extract.yml", "mounts.Dockerfile", "save-before-extract",
     "uses: actions/cache/save@v4", "uses: actions/cache@v4"},
    {"cache-below-dance.yml", "mounts.Dockerfile", "save-before-extract", "uses: actions/cache@v4",
     "above the step of line"},
    {"id-missing-in-map.yml", "mounts.Dockerfile", "identifier-mismatch",
     R"("cache-mount/go-mod": "/go/pkg/mod")",
     R"("cache-mount/go-mod": { "target": "/go/pkg/mod", "id": "go-mod" })"},
    {"owner-missing-in-map.yml", "mounts-of-user.Dockerfile", "owner-mismatch",
     R"("cache-mount/go-mod")", R"("id": "go-mod", "uid": 1000, "gid": 1000 })"},
    {"inject-skipped.yml", "mounts.Dockerfile", "inject-skipped", "cache-hit != 'true'",
     "skip-extraction: ${{ steps.cache.outputs.cache-hit }}"},
    {"cache-elsewhere.yml", "mounts.Dockerfile", "cache-elsewhere", R"("go-mod": {)",
     R"("cache-mount/go-mod": { "target": "/go/pkg/mod", "id": "go-mod" })"},
    {"relative-cache-dir.yml", "mounts.Dockerfile", "relative-cache-dir",
     "cache-dir: ", "cache-dir: ${{ github.workspace }}/cache-mount"},
    {"other-dockerfile.yml", "mounts.Dockerfile", "other-dockerfile", "docker/dev.Dockerfile",
     "dockerfile: Dockerfile"},
    {"key-without-version.yml", "mounts.Dockerfile", "key-without-version",
     "key: ", "key: v1-${{ runner.os }}"},
    {"key-without-restore-keys.yml", "mounts.Dockerfile", "key-without-restore-keys",
     "key: ", "${{ runner.os }}-mounts-${{ env.CACHE_VERSION }}-"},
    {"key-constant.yml", "mounts.Dockerfile", "key-constant", "key: mounts-v3",
     "key: mounts-v3-${{ github.run_id }}"},
    {"wrong-builder.yml", "mounts.Dockerfile", "wrong-builder", "buildkit-cache-dance@v3",
     "builder: ${{ steps.buildx.outputs.name }}"},
    {"inject-after-build.yml", "mounts.Dockerfile", "step-order", "buildkit-cache-dance@v3", ""},
    {"scope-per-entry.yml", "layers.Dockerfile", "scope-overwritten", "cache:all,mode=max",
     "cache:all-${{ matrix.target }}"},
    {"mode-min.yml", "layers.Dockerfile", "mode-min", "cache-to:", ",mode=max"},
    {"read-only-packages.yml", "layers.Dockerfile", "cache-read-only", "contents: read",
     "packages: write"},
    {"blank-in-spec.yml", "layers.Dockerfile", "spec-with-blank", ", mode=max", "}},mode=max"},
    {"cache-replaces-image.yml", "layers.Dockerfile", "cache-replaces-image",
     "cache-to:", ":latest-buildcache,mode=max"},
    {"tags-alone.yml", "layers.Dockerfile", "tag-isolation", "tags: ['v*']", "branches: [main]"},
    {"no-builder.yml", "layers.Dockerfile", "driver-cannot-export", "docker buildx build",
     "uses: docker/setup-buildx-action"},
    {"token-not-exposed.yml", "layers.Dockerfile", "token-invalid", "--cache-to",
     "ghaction-github-runtime"},
    {"scope-mismatch.yml", "layers.Dockerfile", "identifier-mismatch", "--cache-from",
     "type=gha,scope=app"},
    {"keys-differ.yml", "mounts.Dockerfile", "identifier-mismatch", "mounts-v4-",
     "key: ${{ runner.os }}-mounts-${{ env.CACHE_VERSION }}-${{ hashFiles('go.sum') }}"},
    {"restored-not-saved.yml", "mounts.Dockerfile", "cache-elsewhere", "actions/cache/restore@v4",
     "uses: actions/cache@v4"},
    {"never-extracted.yml", "mounts.Dockerfile", "empty-save", "skip-extraction: true",
     "skip-extraction: ${{ steps.cache.outputs.cache-hit }}"},
    {"composite-action.yml", "layers.Dockerfile", "identifier-mismatch", "scope=app",
     "type=gha,scope=api"},
    {"old-buildx.yml", "layers.Dockerfile", "old-service", "version: v0.18.0", "version: latest"},
};

std::string rules_of(const std::vector<Finding>& faults) {
  std::string all;
  for (const auto& fault : faults)
    all += fault.rule + ": " + fault.evidence + "\n";
  return all;
}

}  // namespace

TEST_CASE("of a workflow with one fault exactly that one is found, in its line, with a correction",
          "[diagnosis][lint]") {
  for (const auto& [workflow, dockerfile, rule, line, correction] : cases) {
    DYNAMIC_SECTION(workflow) {
      const auto faults = faults_of(facts_of(workflow, dockerfile));
      INFO(workflow << "\n" << rules_of(faults));
      REQUIRE(faults.size() == 1);
      const auto& fault = faults.front();
      CHECK(fault.rule == rule);
      CHECK(fault.outcome == Outcome::fail);
      CHECK_FALSE(fault.evidence.empty());
      REQUIRE_FALSE(fault.places.empty());
      CHECK(fault.places.front().file == workflow);
      CHECK(fault.places.front().column > 0);
      INFO(fault.places.front().line << ": " << fault.places.front().text);
      CHECK(fault.places.front().text.find(line) != std::string::npos);
      INFO(fault.correction);
      CHECK(fault.correction.find(correction) != std::string::npos);
    }
  }
}

TEST_CASE("a cache that this workflow alone does not read may be read by another",
          "[diagnosis][lint]") {
  const auto faults = faults_of(facts_of("cache-not-imported.yml", "layers.Dockerfile"));
  INFO(rules_of(faults));
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].rule == "cache-not-imported");
  CHECK(faults[0].outcome == Outcome::inconclusive);
  CHECK(
      faults[0].correction.find("cache-from: type=registry,ref=registry.example/example/cache:${{ "
                                "matrix.target }}") != std::string::npos);
}

TEST_CASE("nothing is found in correct workflows", "[diagnosis][lint]") {
  for (const auto& [workflow, dockerfile] : std::vector<std::pair<const char*, const char*>>{
           {"good-mounts.yml", "mounts.Dockerfile"},
           {"good-restore-and-save.yml", "mounts.Dockerfile"},
           {"good-registry.yml", "layers.Dockerfile"},
           {"good-gha.yml", "layers.Dockerfile"}}) {
    const auto facts = facts_of(workflow, dockerfile);
    INFO(workflow << "\n" << rules_of(faults_of(facts)));
    CHECK(faults_of(facts).empty());
    CHECK_FALSE(judge(facts, find_profile("default").value()).empty());
  }
}

TEST_CASE("of a workflow with three faults all are found, the likeliest first",
          "[diagnosis][lint]") {
  const auto faults = faults_of(facts_of("seed-1.yml", "mounts.Dockerfile"));
  INFO(rules_of(faults));
  REQUIRE(faults.size() == 3);
  CHECK(faults[0].rule == "save-before-extract");
  CHECK(faults[1].rule == "identifier-mismatch");
  CHECK(faults[2].rule == "cache-elsewhere");
}

TEST_CASE("every check of files names a rule of the table", "[diagnosis][lint]") {
  CHECK(all_checks().size() > 20);
  for (const auto& check : all_checks()) {
    CAPTURE(check.rule);
    CHECK(find_rule(check.rule) != nullptr);
  }
}

TEST_CASE("without a Dockerfile what it would tell is not decided", "[diagnosis][lint]") {
  auto facts = facts_of("mode-min.yml", "layers.Dockerfile");
  facts.dockerfile.reset();
  const auto faults = faults_of(facts);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].rule == "mode-min");
  CHECK(faults[0].outcome == Outcome::inconclusive);
}
