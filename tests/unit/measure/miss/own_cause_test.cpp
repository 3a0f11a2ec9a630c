// SPDX-License-Identifier: Apache-2.0
#include <tests/support/built.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <map>

using namespace bxbench;
using namespace bxbench::tests;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::vector<std::string> from_src{"COPY src", "RUN compile", "COPY --from"};

}  // namespace

TEST_CASE("a changed file is named at the step that reads it, the step itself below", "[miss]") {
  const auto before = built("prime");
  auto now = built("rebuild");
  now.context["src/main.c"].content = "m2";
  now.context["unused.txt"].content = "u2";
  cache_all_but(now, from_src);
  CHECK(reason(before, now, "COPY src") == "input-changed src/main.c");
  CHECK(reason(before, now, "RUN compile") == "parent-missed [build 1/2] COPY src src");
  CHECK(reason(before, now, "COPY --from") == "parent-missed [build 2/2] RUN compile src");
  CHECK(reason(before, now, "COPY deps.lock") == "-");
  CHECK_THAT(sentence(before, now, "COPY src"), !ContainsSubstring("unused"));
}

TEST_CASE("added, removed, other mode and other ignore rules are told apart", "[miss]") {
  const auto before = built("prime");
  auto now = built("rebuild");
  cache_all_but(now, from_src);
  SECTION("added") {
    now.context["src/new/a.c"] = {'f', 0644, "n"};
    now.context["src/new"] = {'d', 0755, ""};
    CHECK(reason(before, now, "COPY src") == "input-added src/new/a.c");
  }
  SECTION("removed") {
    now.context.erase("src/main.c");
    CHECK(reason(before, now, "COPY src") == "input-removed src/main.c");
  }
  SECTION("mode") {
    now.context["src/main.c"].mode = 0755;
    CHECK(reason(before, now, "COPY src") == "input-mode-changed src/main.c");
    CHECK(sentence(before, now, "COPY src") == "the mode of src/main.c went from 0644 to 0755");
  }
  SECTION("let in") {
    now.context["src/notes.md"].ignored = false;
    CHECK(reason(before, now, "COPY src") == "dockerignore-changed src/notes.md");
  }
  SECTION("kept out") {
    now.context["src/main.c"].ignored = true;
    CHECK(reason(before, now, "COPY src") == "dockerignore-changed src/main.c");
  }
  SECTION("several: what changed by itself comes first") {
    now.context["src/notes.md"].ignored = false;
    now.context["src/main.c"].content = "m2";
    CHECK(reason(before, now, "COPY src") == "input-changed src/main.c");
    CHECK_THAT(sentence(before, now, "COPY src"), ContainsSubstring("src/notes.md is ignored"));
  }
}

TEST_CASE("a build argument that is declared above a RUN counts, used or not", "[miss]") {
  const auto before = built("prime");
  auto now = built("rebuild");
  now.build_args = {{"GREETING", "hi"}, {"UNDECLARED", "1"}};
  cache_all_but(now, {"RUN compile", "COPY --from"});
  CHECK(reason(before, now, "RUN compile") == "argument-changed GREETING");
  CHECK_THAT(sentence(before, now, "RUN compile"), ContainsSubstring("'hello' to 'hi'"));
}

TEST_CASE("an argument that nothing declares explains nothing", "[miss]") {
  const auto before = built("prime");
  auto now = built("rebuild");
  now.build_args = {{"UNDECLARED", "1"}};
  cache_all_but(now, {"RUN compile"});
  CHECK(reason(before, now, "RUN compile") == "unknown ");
}

TEST_CASE("COPY depends on the arguments that it uses alone", "[miss]") {
  const std::string text = "FROM a\nARG DIR=src\nARG OTHER=1\nCOPY $DIR /d\nRUN true\n";
  const auto before = built_from("prime", text);
  auto now = built_from("rebuild", text);
  cache_all_but(now, {"COPY"});
  now.build_args = {{"OTHER", "2"}};
  CHECK(reason(before, now, "COPY") == "unknown ");
  now.build_args = {{"DIR", "lib"}};
  CHECK(reason(before, now, "COPY") == "argument-changed DIR");
}

TEST_CASE("an instruction that changed is named with what it was", "[miss]") {
  const auto before = built_from("prime", "FROM a\nRUN one\nRUN two\nRUN three\n");
  SECTION("text") {
    const auto now = built_from("rebuild", "FROM a\nRUN one\nRUN  two -v\nRUN three\n");
    auto cached = now;
    cache_all_but(cached, {"two", "three"});
    CHECK(reason(before, cached, "two") == "instruction-changed RUN two -v");
    CHECK(sentence(before, cached, "two") == "it was 'RUN two' and is 'RUN two -v'");
    CHECK(reason(before, cached, "three") == "parent-missed [ 2/3] RUN two -v");
  }
  SECTION("new at the end") {
    auto now = built_from("rebuild", "FROM a\nRUN one\nRUN two\nRUN three\nRUN four\n");
    cache_all_but(now, {"four"});
    CHECK(sentence(before, now, "four") == "'RUN four' is new");
  }
}

TEST_CASE("ENV acts on RUN and not on COPY", "[miss]") {
  const auto before = built_from("prime", "FROM a\nENV V=1\nCOPY src src\nRUN true\n");
  auto now = built_from("rebuild", "FROM a\nENV V=2\nCOPY src src\nRUN true\n");
  cache_all_but(now, {"RUN"});
  CHECK(reason(before, now, "RUN") == "instruction-changed ENV V=2");
  cache_all_but(now, {"COPY"});
  CHECK(reason(before, now, "COPY") == "unknown ");
}

TEST_CASE("USER acts on RUN and WORKDIR", "[miss]") {
  const auto before = built_from("prime", "FROM a\nENV V=1\nUSER 1\nWORKDIR /w\nRUN true\n");
  const auto now = built_from("rebuild", "FROM a\nENV V=2\nUSER 2\nWORKDIR /w\nRUN true\n");
  CHECK(reason(before, now, "WORKDIR") == "instruction-changed USER 2");
  CHECK(reason(before, now, "RUN") == "instruction-changed ENV V=2");
  const auto other = built_from("rebuild", "FROM a\nENV V=2\nUSER 1\nWORKDIR /w\nRUN true\n");
  CHECK(reason(before, other, "WORKDIR") == "unknown ");
}

TEST_CASE("the mode of a directory explains nothing", "[miss]") {
  const auto before = built("prime");
  auto now = built("rebuild");
  now.context["src"].mode = 0700;
  cache_all_but(now, from_src);
  CHECK(reason(before, now, "COPY src") == "unknown ");
}

TEST_CASE("an argument behind ENV is the cause, not the ENV", "[miss]") {
  const std::string text = "FROM a\nARG V=1\nENV V=$V\nRUN true\n";
  const auto before = built_from("prime", text);
  auto now = built_from("rebuild", text);
  now.build_args = {{"V", "2"}};
  now.instructions = before.instructions;
  CHECK(reason(before, now, "RUN") == "argument-changed V");
}

TEST_CASE("another base image is the cause of the first step on it", "[miss]") {
  const auto before = built("prime");
  auto now = built("rebuild");
  now.bases["busybox:1.36"] = "sha256:bb22";
  CHECK(reason(before, now, "WORKDIR") == "base-changed busybox:1.36");
  CHECK(reason(before, now, "COPY src") == "parent-missed [deps 3/3] RUN fetch deps.lock");
}

TEST_CASE("comments and labels explain nothing", "[miss]") {
  const auto before = built_from("prime", "FROM a\nLABEL a=1\nRUN true\n");
  const auto now = built_from("rebuild", "# new\nFROM a\nLABEL a=2\nRUN true\n");
  CHECK(reason(before, now, "RUN") == "unknown ");
}

TEST_CASE("a variable that is used is named with its values, settings beside it are not",
          "[miss]") {
  SECTION("WORKDIR") {
    const auto before = built_from("prime", "FROM a\nENV H=/a\nWORKDIR $H\n");
    const auto now = built_from("rebuild", "FROM a\nENV H=/b\nWORKDIR $H\n");
    CHECK(reason(before, now, "WORKDIR") == "instruction-changed ENV H");
    CHECK(sentence(before, now, "WORKDIR") == "ENV H went from '/a' to '/b'");
  }
  SECTION("an argument behind an ENV of another name") {
    const std::string text = "FROM a\nARG V=1\nENV VER=$V\nENV FILE=app-$VER\nCOPY $FILE.txt /\n";
    const auto before = built_from("prime", text);
    auto now = built_from("rebuild", text);
    now.build_args = {{"V", "2"}};
    CHECK(reason(before, now, "COPY") == "argument-changed V");
  }
  SECTION("USER is nothing to COPY") {
    const auto before = built_from("prime", "FROM a\nUSER 1\nENV D=x\nCOPY $D /\n");
    const auto now = built_from("rebuild", "FROM a\nUSER 2\nENV D=y\nCOPY $D /\n");
    CHECK(reason(before, now, "COPY") == "instruction-changed ENV D");
  }
}

TEST_CASE("WORKDIR / makes no step but acts on RUN", "[miss]") {
  const auto before = built_from("prime", "FROM a\nWORKDIR /\nCOPY src src\nRUN true\n");
  auto now = built_from("rebuild", "FROM a\nWORKDIR /\nCOPY src src\nRUN true\n");
  now.steps = {{"[2/4] COPY src src", "", false, true, false, {}},
               {"[3/4] RUN true", "", false, true, false, {"[2/4] COPY src src"}}};
  now.context["src/main.c"].content = "m2";
  CHECK(reason(before, now, "COPY") == "input-changed src/main.c");
  const auto other = built_from("other", "FROM a\nCOPY src src\nRUN true\n");
  now.context = other.context;
  now.steps[0].ran = false;
  CHECK(reason(other, now, "RUN") == "instruction-changed WORKDIR /");
}

TEST_CASE("an image is the same however it is spelled", "[miss]") {
  const std::string digest = "@sha256:aa11", other = "@sha256:bb22";
  const auto bases = [](const std::string& name) {
    progress::Trace trace;
    trace.vertices.emplace_back().name = "[1/2] FROM " + name;
    return measure::base_digests(trace);
  };
  for (const auto& [spelled, shown] : std::map<std::string, std::string>{
           {"alpine", "docker.io/library/alpine:latest"},
           {"docker.io/library/alpine:3.20", "docker.io/library/alpine:3.20"},
           {"library/alpine:3.20", "docker.io/library/alpine:3.20"},
           {"registry.invalid:5000/a", "registry.invalid:5000/a:latest"},
           {"someone/a:1", "docker.io/someone/a:1"}}) {
    INFO(spelled);
    auto before = built_from("prime", "FROM " + spelled + "\nRUN true\n");
    auto now = built_from("rebuild", "FROM " + spelled + "\nRUN true\n");
    before.bases = bases(shown + digest);
    now.bases = bases(shown + other);
    CHECK(reason(before, now, "RUN") == "base-changed " + spelled);
  }
  const auto before = built_from("prime", "FROM alpine\nRUN true\n");
  const auto now = built_from("rebuild", "FROM docker.io/library/alpine:latest\nRUN true\n");
  CHECK(reason(before, now, "RUN") == "unknown ");
}

TEST_CASE("a linked copy does not depend on the image below", "[miss]") {
  const std::string begin = "FROM busybox:1.36\nCOPY --link ";
  const auto before = built_from("prime", begin + "src /\nRUN true\n");
  auto now = built_from("rebuild", begin + "src /\nRUN true\n");
  now.bases["busybox:1.36"] = "sha256:bb22";
  CHECK(reason(before, now, "COPY") == "unknown ");
  cache_all_but(now, {"RUN"});
  CHECK(reason(before, now, "RUN") == "base-changed busybox:1.36");
  cache_all_but(now, {"COPY"});
  now.context["src/main.c"].content = "m2";
  CHECK(reason(before, now, "COPY") == "input-changed src/main.c");
  const auto old = built_from("prime", begin + "--chmod=755 src /\n");
  auto other = built_from("rebuild", begin + "--chmod=755 src /\n");
  other.bases["busybox:1.36"] = "sha256:bb22";
  CHECK(reason(old, other, "COPY") == "base-changed busybox:1.36");
}

TEST_CASE("what a copy leaves out is named from the directory that is copied", "[miss]") {
  const auto cause = [](const std::string& copy, const std::string& path) {
    auto before = built_from("prime", "FROM a\n" + copy + "\n");
    auto now = built_from("rebuild", "FROM a\n" + copy + "\n");
    before.context[path] = {'f', 0644, "1"};
    now.context[path] = {'f', 0644, "2"};
    return reason(before, now, "COPY");
  };
  CHECK(cause("COPY --exclude=*.log src /", "src/a.log") == "unknown ");
  CHECK(cause("COPY --exclude=src/*.log src /", "src/a.log") == "input-changed src/a.log");
  CHECK(cause("COPY --exclude=*.log src /", "src/x/a.log") == "input-changed src/x/a.log");
  CHECK(cause("COPY --exclude=*.log . /", "a.log") == "unknown ");
  CHECK(cause("COPY --exclude=t s*c/* /", "src/x/t/a") == "unknown ");
  CHECK(cause("COPY src/**/*.c /", "src/a/b.c") == "input-changed src/a/b.c");
  CHECK(cause("COPY src/**/*.c /", "src/b.c") == "unknown ");
  CHECK(cause("COPY src/**/*.c /", "src/a/a/b.c") == "unknown ");
}

TEST_CASE("an ENV that hides an argument is the cause, not the argument", "[miss]") {
  const auto before = built_from("prime", "FROM a\nARG V=1\nENV V=x\nRUN true\n");
  const auto now = built_from("rebuild", "FROM a\nARG V=2\nENV V=y\nRUN true\n");
  CHECK(reason(before, now, "RUN") == "instruction-changed ENV V=y");
}

TEST_CASE("what merges a linked copy depends on the image below and on the copy", "[miss]") {
  const std::string text = "FROM busybox:1.36\nCOPY --link src /\nRUN true\n";
  const auto before = built_from("prime", text);
  auto now = built_from("rebuild", text);
  now.bases["busybox:1.36"] = "sha256:bb22";
  now.steps = {{"[2/3] COPY --link src /", "", true, false, false, {}},
               {"[2/3] LINK COPY --link src /", "", false, true, false, {}},
               {"[3/3] RUN true", "", false, true, false, {"[2/3] LINK COPY --link src /"}}};
  CHECK(reason(before, now, "LINK") == "base-changed busybox:1.36");
  CHECK(reason(before, now, "RUN") == "parent-missed [2/3] LINK COPY --link src /");
}
