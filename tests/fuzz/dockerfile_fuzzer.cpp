// SPDX-License-Identifier: Apache-2.0
// The input as a Dockerfile; what is read is judged by all checks of files, beside a workflow.
#include <harness/diagnosis/dockerfile_facts.hpp>
#include <harness/diagnosis/facts.hpp>
#include <harness/diagnosis/profile.hpp>
#include <harness/diagnosis/rules/families.hpp>
#include <harness/diagnosis/workflow_facts.hpp>
#include <tests/fuzz/check.hpp>

#include <algorithm>

using namespace bxbench;
using namespace bxbench::diagnosis;

namespace {

constexpr const char* workflow =
    "jobs:\n  a:\n    steps:\n"
    "      - uses: actions/cache@v4\n        with: {path: c, key: a-v1}\n"
    "      - uses: a/buildkit-cache-dance@v3\n"
    "        with: {cache-map: '{\"c\": {\"target\": \"/go/pkg/mod\", \"id\": \"go-mod\"}}'}\n"
    "      - uses: docker/build-push-action@v6\n"
    "        with: {context: ., cache-to: type=gha, build-args: \"VERSION=${{ github.sha }}\"}\n";

std::shared_ptr<const WorkflowFacts> made() {
  static const auto facts =
      std::make_shared<const WorkflowFacts>(read_workflow(workflow, "ci.yml").value());
  return facts;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto text = fuzz::text_of(bytes, size);
  auto dockerfile = read_dockerfile(text, "Dockerfile", IgnoreFile{".git\n", ".dockerignore"});
  if (!dockerfile) {
    fuzz::check(dockerfile.error().code == Errc::bad_input, "a refusal is the input's fault");
    return 0;
  }
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  Facts facts;
  facts.workflow = made();
  facts.dockerfile = std::make_shared<const DockerfileFacts>(std::move(*dockerfile));
  for (const auto& check : all_checks()) {
    for (const auto& finding : check.judge(facts, Profile{})) {
      fuzz::check(!finding.evidence.empty(), "a finding has evidence");
      for (const auto& place : finding.places)
        fuzz::check(place.file == "ci.yml" || place.line <= lines, "a place is in the file");
    }
  }
  return 0;
}
