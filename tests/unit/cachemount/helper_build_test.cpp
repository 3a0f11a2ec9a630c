// SPDX-License-Identifier: Apache-2.0
#include <harness/cachemount/helper_build.hpp>
#include <harness/cachemount/mover_image.hpp>
#include <tests/support/result_printer.hpp>

#include <catch2/catch_test_macros.hpp>

namespace bxbench::cachemount {

TEST_CASE("a helper build declares a mount as the Dockerfile does, and waits for it",
          "[cachemount]") {
  CHECK(mount_flag({"go-mod", "/go"}, "/m") == "type=cache,\"id=go-mod\",target=/m,sharing=locked");
  CHECK(mount_flag({"a", "/x", 0U, 1001U, 0750U, "private"}, "/m") ==
        "type=cache,\"id=a\",target=/m,uid=0,gid=1001,mode=0750,sharing=locked");
  CHECK(mount_flag({"", "/root/.cache/", {}, {}, 07U}, "/m") ==
        "type=cache,\"id=/root/.cache\",target=/m,mode=0007,sharing=locked");
}

TEST_CASE("one helper step sees all mounts", "[cachemount]") {
  HelperBuild build;
  build.mounts = {{"a", "/a"}, {"b", "/b"}};
  build.words = {"look", "42"};
  CHECK(helper_dockerfile(build) ==
        "FROM scratch\nCOPY mover /mover\n"
        "RUN --mount=type=cache,\"id=a\",target=/mount/0,sharing=locked "
        "--mount=type=cache,\"id=b\",target=/mount/1,sharing=locked "
        "[\"/mover\",\"look\",\"42\",\"/mount/0\",\"/mount/1\"]\n");
}

TEST_CASE("a helper step has images unpacked by mounting them", "[cachemount]") {
  HelperBuild build;
  build.images = {"golang:1.19"};
  build.words = {"look", "1"};
  CHECK(helper_dockerfile(build) ==
        "FROM scratch\nCOPY mover /mover\n"
        "RUN --mount=type=bind,from=golang:1.19,target=/image/0 [\"/mover\",\"look\",\"1\"]\n");
}

TEST_CASE("what a step says about its mounts is read, noise around it is not", "[cachemount]") {
  const std::vector<suite::CacheMount> two{{"a", "/a"}, {"b", "/b"}};
  const auto read =
      read_contents("hello\nmount 1 2 3 4 5\nmount 0 6 7 8 9\nmount 7 1 1 1 1\n", two);
  REQUIRE(read);
  CHECK((*read)[0].files == 6);
  CHECK((*read)[0].directories == 7);
  CHECK((*read)[1].others == 4);
  CHECK((*read)[1].bytes == 5);
}

TEST_CASE("a mount that the step is silent about is an error that names it", "[cachemount]") {
  const auto read = read_contents("mount 0 6 7 8 9\n", {{"a", "/a"}, {"b", "/b"}});
  REQUIRE_FALSE(read);
  CHECK(read.error().message.find("cache mount b") != std::string::npos);
}

TEST_CASE("the program of helper steps is carried inside", "[cachemount]") {
  CHECK(mover_image().substr(0, 4) ==
        "\x7f"
        "ELF");
  CHECK(mover_image().size() > 100'000);
}

}  // namespace bxbench::cachemount
