// SPDX-License-Identifier: Apache-2.0
#include <harness/workspace/dockerfile_mounts.hpp>

#include <catch2/catch_test_macros.hpp>

namespace bxbench::workspace {
namespace {

TEST_CASE("the cache mounts of a Dockerfile are found as BuildKit reads them", "[workspace]") {
  const auto mounts = cache_mounts_of(
      "FROM a\n"
      "# RUN --mount=type=cache,target=/commented true\n"
      "RUN --mount=type=cache,id=deps,target=/deps,uid=1000,gid=100,mode=0750,sharing=locked \\\n"
      "    # a comment in between\n"
      "    --mount=type=bind,source=.,target=/src \\\n"
      "    --mount=target=/objects,type=cache true --mount=type=cache,target=/argument\n"
      "run --network=none --mount=type=cache,\"id=quoted\",dst=/other true\n"
      "RUN --mount=type=cache,id=deps,target=/again true\n");
  REQUIRE(mounts.size() == 3);
  CHECK(mounts[0].id == "deps");
  CHECK(mounts[0].target == "/deps");
  CHECK(mounts[0].uid == 1000U);
  CHECK(mounts[0].gid == 100U);
  CHECK(mounts[0].mode == 0750U);
  CHECK(mounts[0].sharing == "locked");
  CHECK(mounts[1].id == "/objects");
  CHECK(mounts[2].id == "quoted");
  CHECK(mounts[2].target == "/other");
}

TEST_CASE("a Dockerfile without RUN has no cache mounts", "[workspace]") {
  CHECK(cache_mounts_of("").empty());
  CHECK(cache_mounts_of("FROM a\nCOPY . .\nRUN true \\").empty());
}

}  // namespace
}  // namespace bxbench::workspace
