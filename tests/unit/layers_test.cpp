// SPDX-License-Identifier: Apache-2.0
#include <tests/support/layers.hpp>
#include <tests/support/source_files.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

using namespace bxbench::test;
using Offences = std::vector<std::string>;

namespace {

const Offences none;

// clang-format off

/// Who may include whom: only folders of a lower level, never a sibling. The top folder decides.
const Levels levels{
    /* 0 */ {"support"},
    /* 1 */ {"suite", "process", "http", "progress", "archive", "dockerfile", "cleanup"},
    /* 2 */ {"script", "plan", "workspace", "baseimage", "builder", "link", "service",
             "cilog", "workflow"},
    /* 3 */ {"cachemount", "measure"},
    /* 4 */ {"journal", "analysis", "diagnosis"},
    /* 5 */ {"execution", "report"},
    /* 6 */ {"cli"},
};

const std::vector<Library> libraries{
    {"Lua",           {"lua.h", "lauxlib.h", "lualib.h", "luaconf.h"}, "script"},
    {"Boost.Beast",   {"boost/beast/", "boost/beast."},                "http"},
    {"Boost.Process", {"boost/process/", "boost/process."},            "process"},
    {"yaml-cpp",      {"yaml-cpp/"},                                   "workflow"},
    {"CLI11",         {"CLI/"},                                        "cli"},
};

// clang-format on

constexpr long longest_file = 300;

Offences layers(const std::vector<SourceFile>& files) {
  return layer_offences(files, levels);
}

Offences misplaced(const std::vector<SourceFile>& files) {
  return library_offences(files, libraries);
}

Offences overlong(const std::vector<SourceFile>& files) {
  return length_offences(files, longest_file);
}

}  // namespace

TEST_CASE("folders include lower levels only", "[layers]") {
  const auto files = source_files({"harness"});
  REQUIRE(files.size() > 20);
  CHECK(layers(files) == none);
}

TEST_CASE("a library is met in its own folder only", "[layers]") {
  CHECK(misplaced(source_files({"harness"})) == none);
}

TEST_CASE("files stay short", "[layers]") {
  auto files = source_files({"harness", "lua", "scenarios", "tests"});
  std::erase_if(files,
                [](const auto& file) { return file.path == "lua/meta/bxbench.lua"; });  // generated
  REQUIRE(files.size() > 20);
  CHECK(overlong(files) == none);
}

// The checks themselves.

TEST_CASE("includes of a higher level, of a sibling and from nowhere are found", "[layers]") {
  CHECK(layers({{"harness/measure/a.cpp",
                 "#include <harness/journal/record.hpp>\n"
                 "#include <harness/measure/sample.hpp>\n"
                 "#include <harness/suite/action.hpp>\n"}}) ==
        Offences{"harness/measure/a.cpp: measure (level 3) includes journal (level 4)"});
  CHECK(layers({{"harness/journal/a.hpp", "#  include <harness/analysis/cells.hpp>\n"}}) ==
        Offences{"harness/journal/a.hpp: journal (level 4) includes analysis (level 4)"});
  CHECK(layers({{"harness/misc/a.hpp", ""}}) ==
        Offences{"harness/misc/a.hpp: folder misc is not in the table"});
  CHECK(layers({{"harness/cli/a.cpp", "#include <harness/common/a.hpp>\n"}}) ==
        Offences{"harness/cli/a.cpp: folder common is not in the table"});
}

TEST_CASE("the top folder decides, and main may include everything", "[layers]") {
  CHECK(layers({{"harness/analysis/stats/a.cpp", "#include <harness/analysis/stats/summary.hpp>\n"},
                {"harness/main.cpp", "#include <harness/cli/run.hpp>\n"}}) == none);
}

TEST_CASE("comments and quotes do not hide includes or make them up", "[layers]") {
  CHECK(layers({{"harness/support/a.hpp", "// #include <harness/cli/run.hpp>\n"}}) == none);
  CHECK(
      layers({{"harness/support/a.hpp", "\t#include \"harness/cli/run.hpp\"  // why\n"}}).size() ==
      1);
}

TEST_CASE("a library in another folder is found", "[layers]") {
  CHECK(misplaced({{"harness/execution/a.cpp",
                    "#include <lua.hpp>\n#include <lauxlib.h>\n"
                    "#include <boost/beast/core.hpp>\n#include <boost/process/v2.hpp>\n"
                    "#include <CLI/CLI.hpp>\n#include <boost/asio.hpp>\n"}})
            .size() == 5);
  CHECK(misplaced({{"harness/script/a.hpp", "#include <lua.hpp>\n"},
                   {"harness/http/a.cpp", "#include <boost/beast.hpp>\n"},
                   {"harness/process/a.cpp", "#include <boost/process.hpp>\n"},
                   {"harness/cli/a.cpp", "#include <CLI/App.hpp>\n"}}) == none);
}

TEST_CASE("the limit of a file's length is inclusive", "[layers]") {
  CHECK(overlong({{"harness/a.cpp", std::string(300, '\n')}}) == none);
  CHECK(overlong({{"harness/a.cpp", std::string(301, '\n')}}) ==
        Offences{"harness/a.cpp: 301 lines, 300 are allowed"});
}
