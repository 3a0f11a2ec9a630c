// SPDX-License-Identifier: Apache-2.0
// The input as a workflow; what is read is judged by all checks of files, beside a Dockerfile.
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

constexpr const char* dockerfile =
    "FROM golang AS build\nARG VERSION\nWORKDIR /src\nCOPY . .\n"
    "RUN --mount=type=cache,id=go-mod,target=/go/pkg/mod --mount=type=cache,target=/b,uid=1 make\n"
    "FROM scratch\nCOPY --from=build /b/app /app\n";

std::shared_ptr<const DockerfileFacts> made() {
  static const auto facts = std::make_shared<const DockerfileFacts>(
      read_dockerfile(dockerfile, "Dockerfile", std::nullopt).value());
  return facts;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto text = fuzz::text_of(bytes, size);
  auto workflow = read_workflow(text, "ci.yml");
  if (!workflow) {
    fuzz::check(workflow.error().code == Errc::bad_input, "a refusal is the input's fault");
    fuzz::check(!workflow.error().message.empty(), "a refusal says why");
    return 0;
  }
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  Facts facts;
  facts.workflow = std::make_shared<const WorkflowFacts>(std::move(*workflow));
  facts.dockerfile = made();
  for (const auto& check : all_checks()) {
    for (const auto& finding : check.judge(facts, Profile{})) {
      fuzz::check(!finding.evidence.empty(), "a finding has evidence");
      for (const auto& place : finding.places)
        fuzz::check(place.file == "Dockerfile" || place.line <= lines, "a place is in the file");
    }
  }
  return 0;
}
