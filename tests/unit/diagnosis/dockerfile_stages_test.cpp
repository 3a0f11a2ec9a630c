// SPDX-License-Identifier: Apache-2.0
#include <tests/unit/diagnosis/lint_help.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench::diagnosis;

namespace {

bool several(const std::string& dockerfile) {
  return read_dockerfile(dockerfile, "Dockerfile", std::nullopt).value().several_stages();
}

}  // namespace

TEST_CASE("stages that are copied or mounted from count, images do not", "[diagnosis][lint]") {
  const std::string build = "FROM golang AS Build\nRUN go build\nFROM debian\n";
  CHECK(several(build + "COPY --from=build /a /b\n"));
  CHECK(several(build + "COPY --from=0 /a /b\n"));
  CHECK(several(build + "RUN --mount=from=build,target=/b cp /b/a /\n"));
  CHECK_FALSE(several(build + "COPY . .\n"));
  CHECK_FALSE(several("FROM debian\nCOPY --from=registry.example/uv:0.5 /uv /bin/\n"));
  CHECK_FALSE(several("FROM debian\nRUN --mount=from=alpine,target=/b ls /b\n"));
}

TEST_CASE("mode=min is right for one stage that takes a program from an image",
          "[diagnosis][lint]") {
  const std::string workflow =
      "jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
      "      - uses: docker/build-push-action@v6\n"
      "        with: {cache-to: type=gha}\n";
  CHECK(outcomes_of("mode-min", workflow,
                    "FROM python\nCOPY --from=registry.example/uv:0.5 /uv /bin/\n") == passed_once);
  CHECK(outcomes_of("mode-min", workflow,
                    "FROM golang AS b\nFROM debian\nRUN --mount=from=b,target=/b cp /b/a /\n") ==
        failed_once);
}
