// SPDX-License-Identifier: Apache-2.0
#include <tests/support/built.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace bxbench;
using namespace bxbench::tests;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("a stage is the one with its steps, when its name is another", "[miss]") {
  const std::string build = "WORKDIR /w\nCOPY src src\nRUN compile\n";
  const std::string last = "FROM scratch\nCOPY --from=0 /out /\nCOPY deps.lock /\n";
  const auto before = built_from("prime", "FROM a AS build\n" + build + last);
  SECTION("renamed") {
    auto now = built_from("rebuild", "FROM a AS compile\n" + build + last);
    now.context["src/main.c"].content = "m2";
    cache_all_but(now, {"COPY src", "RUN"});
    CHECK(reason(before, now, "COPY src") == "input-changed src/main.c");
  }
  SECTION("another stage in front") {
    auto now = built_from("rebuild", "FROM b AS lint\nRUN lint\nFROM a AS build\n" + build + last);
    now.context["deps.lock"].content = "d2";
    cache_all_but(now, {"COPY deps.lock", "RUN lint"});
    CHECK(reason(before, now, "COPY deps.lock") == "input-changed deps.lock");
    CHECK(reason(before, now, "RUN lint") == "unknown ");
    CHECK_THAT(sentence(before, now, "RUN lint"), ContainsSubstring("no stage of job 'prime'"));
  }
  SECTION("copied from by its new name") {
    auto now = built_from("rebuild", "FROM a AS compile\n" + build +
                                         "FROM scratch\nCOPY --from=compile /out /\n"
                                         "COPY deps.lock /\n");
    now.context["src/main.c"].content = "m2";
    CHECK(reason(before, now, "COPY --from") == "parent-missed [compile 3/3] RUN compile");
  }
  SECTION("made from a stage that is renamed") {
    const auto old = built_from("prime", "FROM a AS one\nFROM one AS two\nRUN x\n");
    const auto now = built_from("rebuild", "FROM a AS eins\nFROM eins AS two\nRUN x\n");
    CHECK(reason(old, now, "RUN x") == "unknown ");
  }
}
