// SPDX-License-Identifier: Apache-2.0
#include <harness/dockerfile/instruction.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench::dockerfile;

TEST_CASE("continued lines are joined, comments and empty lines in them left out", "[dockerfile]") {
  const auto all = read(
      "# comment\n\nFROM a AS b\n  run one \\\n  # why\n\n    && two\\\n&& three  \r\nCOPY a b\n");
  REQUIRE(all.size() == 3);
  CHECK(in_words(all[0]) == "FROM a AS b");
  CHECK(all[1].keyword == "RUN");
  CHECK(all[1].text == "one     && two&& three");
  CHECK(all[1].line == 4);
  CHECK(all[2].line == 9);
}

TEST_CASE("flags are told from the rest, and quotes hold them together", "[dockerfile]") {
  const auto all =
      read("COPY --from=build --chown=1:2 /a /b\nRUN --mount=type=bind,\"src=a b\" x\n");
  REQUIRE(all.size() == 2);
  CHECK(flag(all[0], "from") == "build");
  CHECK(flag(all[0], "chmod").empty());
  CHECK(all[0].text == "/a /b");
  CHECK(flag(all[1], "mount") == "type=bind,src=a b");
  CHECK(all[1].text == "x");
}

TEST_CASE("a here-document belongs to its instruction", "[dockerfile]") {
  const auto all = read(
      "RUN <<EOF\nmake\nRUN not this\nEOF\nCOPY <<-\"X\" <<Y /d/\n\ta\n\tX\nb\nY\n"
      "RUN echo $((1<<2))\nUSER 1\n");
  REQUIRE(all.size() == 4);
  CHECK(all[0].here == "make\nRUN not this\n");
  CHECK(all[1].here == "a\nb\n");
  CHECK(all[2].text == "echo $((1<<2))");
  CHECK(all[3].keyword == "USER");
}

TEST_CASE("the directive escape= changes what continues a line", "[dockerfile]") {
  const auto all =
      read("# syntax=docker/dockerfile:1\n# escape=`\nFROM a\nRUN one `\n two\\\nUSER b\n");
  REQUIRE(all.size() == 3);
  CHECK(all[1].text == "one  two\\");
}

TEST_CASE("a directive after the first instruction is a comment", "[dockerfile]") {
  const auto all = read("FROM a\n# escape=`\nRUN one \\\n two\n");
  REQUIRE(all.size() == 2);
  CHECK(all[1].text == "one  two");
}

TEST_CASE("what quotes hold announces no here-document", "[dockerfile]") {
  const auto all = read("RUN grep -q '<<EOF' f\nRUN \"<<A\" <<'E F'\nx\nE F\nUSER 1\n");
  REQUIRE(all.size() == 3);
  CHECK(all[0].here.empty());
  CHECK(all[1].here == "x\n");
}

TEST_CASE("an escape that is escaped continues no line", "[dockerfile]") {
  const auto all = read("RUN echo \\\\\nUSER 1\nRUN a \\\n\\\n b\n");
  REQUIRE(all.size() == 3);
  CHECK(all[0].text == "echo \\\\");
  CHECK(all[2].text == "a  b");
}
