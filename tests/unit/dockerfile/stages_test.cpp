// SPDX-License-Identifier: Apache-2.0
#include <harness/dockerfile/stages.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench::dockerfile;
using Texts = std::vector<std::string>;

TEST_CASE("stages are named as progress names them", "[dockerfile]") {
  const auto all =
      stages(read("ARG V=1\nFROM a:$V AS Build\nRUN x\nFROM build\nRUN y\nFROM b\n"), {});
  REQUIRE(all.size() == 3);
  CHECK(all[0].name == "build");
  CHECK(all[0].base == "a:1");
  CHECK(all[1].name == "stage-1");
  CHECK(all[1].base_stage == 0);
  CHECK(root_image(all, 1) == "a:1");
  CHECK(all[2].name == "stage-2");
  CHECK(stages(read("FROM a\nRUN x\n"), {})[0].name.empty());
}

TEST_CASE("a step sees the arguments above it, given values first", "[dockerfile]") {
  const auto all = stages(read("ARG G=g\nFROM a AS b\nARG A=1\nRUN x\nARG B\nARG G\nRUN y\n"
                               "FROM b\nRUN z\nFROM a\nRUN none\n"),
                          {{"A", "2"}, {"C", "3"}});
  CHECK(all[0].steps[0].arguments == Variables{{"A", "2"}});
  CHECK(all[0].steps[1].arguments == Variables{{"A", "2"}, {"G", "g"}});
  CHECK(all[1].steps[0].arguments == Variables{{"A", "2"}, {"G", "g"}});
  CHECK(all[2].steps[0].arguments.empty());
}

TEST_CASE("what a step reads of the context", "[dockerfile]") {
  const auto all = stages(
      read("FROM a AS b\nARG D=lib\nCOPY /src ./$D/x* /to/\nCOPY [\"one file\", \"/\"]\n"
           "COPY --from=b /out /\nADD https://example.invalid/x.tar /\nRUN "
           "--mount=source=tools,target=/t x\n"
           "RUN --mount=type=bind,from=b,target=/t --mount=type=cache,target=/c x\nCOPY . .\n"
           "COPY ${D#l} /\n"),
      {});
  const auto& steps = all[0].steps;
  CHECK(steps[0].sources == Texts{"src", "lib/x*"});
  CHECK(steps[1].sources == Texts{"one file"});
  CHECK(steps[2].sources == Texts{});
  CHECK(steps[2].from == Texts{"b"});
  CHECK(steps[3].sources == Texts{});
  CHECK(steps[4].sources == Texts{"tools"});
  CHECK(steps[5].sources == Texts{});
  CHECK(steps[5].from == Texts{"b"});
  CHECK(steps[6].sources == Texts{"."});
  CHECK_FALSE(steps[7].sources.has_value());
}

TEST_CASE("variables are put in with their presets", "[dockerfile]") {
  const Variables some{{"A", "1"}, {"E", ""}};
  CHECK(expand("$A-${A}-$B", some) == "1-1-");
  CHECK(expand("${E:-x}${E-y}${B:-$A}${A:+z}${E:+n}", some) == "x1z");
  CHECK(expand("\\$A '$A' $", some) == "$A '$A' $");
  CHECK_FALSE(expand("${A%x}", some));
  CHECK(names_in("$A ${B:-$C} ${D#x}") == std::set<std::string>{"A", "B", "C", "D"});
}

TEST_CASE("of ARG and ENV of one name the later one counts", "[dockerfile]") {
  const auto all = stages(read("FROM a\nENV V=e\nARG V=a\nCOPY $V /\nENV V=f\nCOPY $V /\n"
                               "ARG V\nCOPY $V /\n"),
                          {});
  CHECK(all[0].steps[0].sources == Texts{"a"});
  CHECK(all[0].steps[1].sources == Texts{"f"});
  CHECK(all[0].steps[2].sources == Texts{"f"});
}

TEST_CASE("a WORKDIR that is the root makes no layer", "[dockerfile]") {
  const auto all = stages(read("FROM a AS b\nARG D=/\nWORKDIR $D\nWORKDIR ./\nWORKDIR w\n"
                               "WORKDIR ..\nRUN x\nFROM b\nWORKDIR .\nFROM c\nWORKDIR .\n"),
                          {});
  REQUIRE(all[0].steps.size() == 2);
  CHECK(all[0].steps[0].instruction.text == "w");
  CHECK(all[0].steps[1].number == 2);
  CHECK(all[1].steps.empty());
  CHECK(all[2].steps.size() == 1);  // the image may have set another
}
