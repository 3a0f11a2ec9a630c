// SPDX-License-Identifier: Apache-2.0
#include <tests/unit/diagnosis/lint_help.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench::diagnosis;

namespace {

const std::string rule = "scope-overwritten";

/// A job with a build per platform, all of which export to that.
Outcomes of_platforms(const std::string& cache_to) {
  return outcomes_of(rule,
                     "jobs:\n"
                     "  a:\n"
                     "    runs-on: ubuntu-latest\n"
                     "    strategy: {matrix: {platform: [linux/amd64, linux/arm64]}}\n"
                     "    steps:\n"
                     "      - uses: docker/build-push-action@v6\n"
                     "        with:\n"
                     "          platforms: ${{ matrix.platform }}\n"
                     "          cache-to: " +
                         cache_to + "\n");
}

/// Two jobs, each with a build that is called like that.
Outcomes of_two(const std::string& one, const std::string& other,
                const std::string& scope = "app") {
  std::string workflow = "jobs:\n";
  for (const auto& [job, inputs] : {std::pair{"a", one}, std::pair{"b", other}})
    workflow += std::string("  ") + job +
                ":\n    runs-on: ubuntu-latest\n    steps:\n"
                "      - uses: docker/build-push-action@v6\n        with:\n" +
                inputs + "          cache-to: type=gha,scope=" + scope + "\n";
  return outcomes_of(rule, workflow);
}

std::string input(const std::string& text) {
  return "          " + text + "\n";
}

}  // namespace

TEST_CASE("a scope that a step may have named by the platform is not said to be shared",
          "[diagnosis][lint]") {
  CHECK(of_platforms("type=gha,scope=app") == failed_once);
  CHECK(of_platforms("type=gha,scope=${{ github.ref_name }}") == failed_once);
  CHECK(of_platforms("type=gha,scope=app-${{ matrix.platform }}") == passed_once);
  CHECK(of_platforms("type=gha,scope=app-${{ env.PLATFORM_PAIR }}") == undecided_once);
  CHECK(of_platforms("type=gha,scope=app-${{ steps.name.outputs.pair }}") == undecided_once);
}

TEST_CASE("one build that is written in two ways counts as the same", "[diagnosis][lint]") {
  CHECK(of_two(input("target: x"), input("target: y")) == failed_once);
  CHECK(of_two(input("context: a"), input("context: b")) == failed_once);
  CHECK(of_two(input("context: ."), input("context: ./")).empty());
  CHECK(of_two(input("context: ."), "").empty());
  CHECK(of_two(input("context: ${{ github.workspace }}"), input("file: ./Dockerfile")).empty());
  CHECK(of_two(input("context: app"), input("context: ./app") + input("file: app/Dockerfile"))
            .empty());
}

TEST_CASE("the same expression in two jobs need not be the same name", "[diagnosis][lint]") {
  const auto x = input("target: x"), y = input("target: y");
  for (const auto* scope : {"${{ matrix.name }}", "${{ env.NAME }}", "${{ needs.n.outputs.s }}"})
    CHECK(of_two(x, y, scope) == undecided_once);
  CHECK(of_two(x, y, "${{ github.ref_name }}") == failed_once);
}
