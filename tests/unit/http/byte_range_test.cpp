// SPDX-License-Identifier: Apache-2.0
#include <harness/http/byte_range.hpp>

#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>

using namespace bxbench;

namespace {

std::string described(std::string_view header, Bytes file_size) {
  const auto range = http::parse_byte_range(header, file_size);
  switch (range.kind) {
    case http::ByteRange::Kind::whole:
      return "whole";
    case http::ByteRange::Kind::beyond_the_end:
      return "beyond";
    case http::ByteRange::Kind::part:
      break;
  }
  return fmt::format("{}+{}", range.first, range.size);
}

}  // namespace

TEST_CASE("a range header selects a piece of the file", "[http]") {
  CHECK(described("bytes=2-4", 10) == "2+3");
  CHECK(described("bytes=2-", 10) == "2+8");
  CHECK(described("bytes=-3", 10) == "7+3");
  CHECK(described("bytes=0-99", 10) == "0+10");
  CHECK(described("bytes=-99", 10) == "0+10");
}

TEST_CASE("a range that is none of ours means the whole file", "[http]") {
  for (const auto header : {"", "bytes=", "bytes=-", "bytes=4-2", "bytes=0-1,3-4", "lines=1-2",
                            "bytes=+1-2", "bytes=0x1-2", "bytes=99999999999999999999-"})
    CHECK(described(header, 10) == "whole");
}

TEST_CASE("a range behind the end cannot be satisfied", "[http]") {
  CHECK(described("bytes=10-", 10) == "beyond");
  CHECK(described("bytes=0-", 0) == "beyond");
  CHECK(described("bytes=-0", 10) == "beyond");
}
