// SPDX-License-Identifier: Apache-2.0
#include <harness/progress/downloads.hpp>

#include <catch2/catch_test_macros.hpp>

namespace bxbench::progress {
namespace {

TEST_CASE("lines by which package managers download are counted", "[progress]") {
  CHECK(count_downloads("") == 0);
  CHECK(count_downloads("go: downloading golang.org/x/net v0.1.0\n"
                        "  Downloaded serde v1.0.0\n"
                        "  Downloading requests-2.0-py3-none-any.whl (50 kB)\n"
                        "npm http fetch GET 200 http://127.0.0.1/x 12ms (cache miss)\n"
                        "Get:1 http://127.0.0.1/debian bookworm InRelease\n"
                        "fetch http://127.0.0.1/alpine/APKINDEX.tar.gz") == 6);
}

TEST_CASE("other lines are no downloads", "[progress]") {
  CHECK(count_downloads("building\nnothing to Downloading\nnpm http fetch GET 304 x\n\n") == 0);
}

TEST_CASE("what npm takes from its cache is no download", "[measure]") {
  CHECK(count_downloads("npm http fetch GET 200 http://127.0.0.1/a 3ms (cache hit)\n"
                        "npm http fetch GET 200 http://127.0.0.1/b 3ms (cache stale)\r\n"
                        "npm http fetch GET 200 http://127.0.0.1/c 3ms (cache revalidated)\n") ==
        0);
  CHECK(count_downloads("npm http fetch GET 200 http://127.0.0.1/a 3ms (cache updated)\n"
                        "npm http fetch GET 200 http://127.0.0.1/b 3ms (cache miss)\n"
                        "npm http fetch GET 200 http://127.0.0.1/c 3ms") == 3);
}

}  // namespace
}  // namespace bxbench::progress
