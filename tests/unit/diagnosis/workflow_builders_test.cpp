// SPDX-License-Identifier: Apache-2.0
#include <tests/unit/diagnosis/lint_help.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench::diagnosis;

namespace {

const std::string build_action =
    "      - uses: docker/build-push-action@v6\n"
    "        with: {cache-to: 'type=gha,mode=max', cache-from: type=gha}\n";
const std::string build_script =
    "      - run: docker buildx build --cache-to type=gha --cache-from type=gha .\n";

std::string dance(const std::string& version) {
  return "      - uses: a/buildkit-cache-dance@" + version + "\n        with: {cache-map: '{}'}\n";
}

Outcomes outcomes(const std::string& rule, const std::string& steps,
                  const std::string& runs_on = "ubuntu-latest") {
  return outcomes_of(rule, "jobs:\n  a:\n    runs-on: " + runs_on + "\n    steps:\n" + steps);
}

}  // namespace

TEST_CASE("a builder that an action may make unseen is not said to be missing",
          "[diagnosis][lint]") {
  const std::string rule = "driver-cannot-export";
  CHECK(outcomes(rule, build_action) == failed_once);
  CHECK(outcomes(rule, "      - uses: actions/checkout@v4\n" + build_action) == failed_once);
  for (const auto* unread :
       {"./.github/actions/setup", "vendor/setup-builder@v1", "docker/setup-docker-action@v4"})
    CHECK(outcomes(rule, std::string("      - uses: ") + unread + "\n" + build_action) ==
          undecided_once);
  CHECK(outcomes(rule, build_action + "      - uses: ./after\n") == failed_once);
  CHECK(
      outcomes(rule, "      - run: echo '{\"features\":{\"containerd-snapshotter\":true}}' > f\n" +
                         build_action) == undecided_once);
}

TEST_CASE("labels that are not GitHub's are not taken for its runners", "[diagnosis][lint]") {
  const std::string rule = "driver-cannot-export";
  for (const auto* label : {"ubuntu-24.04-arm", "ubuntu-latest-8-cores", "[ubuntu-22.04]"})
    CHECK(outcomes(rule, build_action, label) == failed_once);
  for (const auto* label : {"arc-runner-set", "{group: big}", "[self-hosted, linux]",
                            "ubuntu-runners-of-ours", "${{ inputs.runner }}"})
    CHECK(outcomes(rule, build_action, label).empty());
  CHECK(outcomes(rule, build_action,
                 "${{ matrix.os }}\n    strategy: {matrix: {os: [ubuntu-latest, ubuntu-24.04]}}") ==
        failed_once);
  CHECK(outcomes(rule, build_action,
                 "${{ matrix.os }}\n    strategy: {matrix: {os: [ubuntu-latest, ours]}}")
            .empty());
}

TEST_CASE("a token that an action exposes by its script counts as exposed", "[diagnosis][lint]") {
  const std::string rule = "token-invalid";
  CHECK(outcomes(rule, build_script) == failed_once);
  CHECK(outcomes(rule, "      - uses: ./setup\n" + build_script) == undecided_once);
  CHECK(outcomes(rule,
                 "      - uses: actions/github-script@v7\n"
                 "        with:\n"
                 "          script: core.exportVariable('ACTIONS_RUNTIME_TOKEN', "
                 "process.env.ACTIONS_RUNTIME_TOKEN)\n" +
                     build_script) == passed_once);
}

TEST_CASE("the driver docker builds where a carrier without a builder carries to",
          "[diagnosis][lint]") {
  const std::string rule = "wrong-builder";
  const std::string setup = "      - uses: docker/setup-buildx-action@v3\n";
  CHECK(outcomes(rule, setup + dance("v3") + build_action) == failed_once);
  CHECK(outcomes(rule, setup + "        with: {driver: docker}\n" + dance("v3") + build_action) ==
        passed_once);
}

TEST_CASE("a carrier whose release is not known is not said to use another builder",
          "[diagnosis][lint]") {
  const std::string rule = "wrong-builder";
  const std::string setup = "      - uses: docker/setup-buildx-action@v3\n";
  CHECK(outcomes(rule, setup + dance("v2") + build_action) == passed_once);
  for (const auto* version : {"1bd1e32a3bdc45362d1e726936510720a7c30a57", "main"})
    CHECK(outcomes(rule, setup + dance(version) + build_action) == undecided_once);
  CHECK(outcomes(rule, "      - uses: ./setup\n" + dance("v3") + build_action).empty());
}

TEST_CASE("docker build takes the daemon's builder, unless another is named or installed",
          "[diagnosis][lint]") {
  const std::string rule = "driver-cannot-export";
  const std::string setup = "      - uses: docker/setup-buildx-action@v3\n";
  const auto script = [](const std::string& command) {
    return "      - run: " + command + " --cache-to type=gha .\n";
  };
  CHECK(outcomes(rule, setup + build_script) == passed_once);
  CHECK(outcomes(rule, setup + script("docker build")) == failed_once);
  CHECK(outcomes(rule, setup + script("docker image build")) == failed_once);
  CHECK(outcomes(rule, setup + "        with: {install: true}\n" + script("docker build")) ==
        passed_once);
  CHECK(outcomes(rule, setup + script("BUILDX_BUILDER=x docker build")) == passed_once);
  CHECK(outcomes(rule, setup + script("docker buildx install && docker build")) == passed_once);
  CHECK(outcomes(rule, "      - id: b\n        uses: docker/setup-buildx-action@v3\n" +
                           script("docker build --builder ${{ steps.b.outputs.name }}")) ==
        passed_once);
}
