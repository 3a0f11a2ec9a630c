// SPDX-License-Identifier: Apache-2.0
#include <harness/progress/downloads.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string_view>

namespace bxbench::progress {
namespace {

/// As a whole, and byte by byte: the pieces in which an output comes do not matter.
std::uint64_t count(std::string_view output) {
  DownloadCounter whole, in_pieces;
  whole.add(output);
  for (; !output.empty(); output.remove_prefix(1))
    in_pieces.add(output.substr(0, 1));
  CHECK(whole.count() == in_pieces.count());
  return whole.count();
}

TEST_CASE("lines by which package managers download are counted", "[progress]") {
  CHECK(count("") == 0);
  CHECK(count("go: downloading golang.org/x/net v0.1.0\n"
              "  Downloaded serde v1.0.0\n"
              "  Downloading requests-2.0-py3-none-any.whl (50 kB)\n"
              "npm http fetch GET 200 http://127.0.0.1/x 12ms (cache miss)\n"
              "Get:1 http://127.0.0.1/debian bookworm InRelease\n"
              "fetch http://127.0.0.1/alpine/APKINDEX.tar.gz") == 6);
}

TEST_CASE("other lines are no downloads", "[progress]") {
  CHECK(count("building\nnothing to Downloading\nnpm http fetch GET 304 x\n\n") == 0);
}

TEST_CASE("what npm takes from its cache is no download", "[measure]") {
  CHECK(count("npm http fetch GET 200 http://127.0.0.1/a 3ms (cache hit)\n"
              "npm http fetch GET 200 http://127.0.0.1/b 3ms (cache stale)\r\n"
              "npm http fetch GET 200 http://127.0.0.1/c 3ms (cache revalidated)\n") == 0);
  CHECK(count("npm http fetch GET 200 http://127.0.0.1/a 3ms (cache updated)\n"
              "npm http fetch GET 200 http://127.0.0.1/b 3ms (cache miss)\n"
              "npm http fetch GET 200 http://127.0.0.1/c 3ms") == 3);
}

}  // namespace
}  // namespace bxbench::progress
