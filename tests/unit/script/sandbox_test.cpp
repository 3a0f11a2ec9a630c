// SPDX-License-Identifier: Apache-2.0
#include <tests/unit/script/script_fixture.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <filesystem>

namespace bxbench::script {

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

TEST_CASE("a script sees no files, processes, clocks or chance", "[script]") {
  const std::string name =
      GENERATE("os", "io", "debug", "package", "load", "loadfile", "dofile", "loadstring",
               "collectgarbage", "coroutine", "xpcall", "native", "print");
  CHECK_THAT(load_error("\nlocal x = " + name), StartsWith("x.lua:2: unknown name '" + name + "'"));
}

TEST_CASE("what the libraries offer for escapes is gone", "[script]") {
  const std::string reach = GENERATE("string.dump", "('').dump", "math.random", "table.move",
                                     "getmetatable('').__index", "rawget(_G, 'load')");
  CHECK_THAT(
      load_error("local ok = pcall(function() assert(" + reach + ") end)\nerror(tostring(ok))"),
      ContainsSubstring("false"));
}

TEST_CASE("an endless loop ends with the line where it ran", "[script]") {
  CHECK_THAT(load_error("local n = 0\nwhile true do n = n + 1 end"),
             StartsWith("x.lua:2: the script ran for more than 100 million instructions"));
  CHECK_THAT(run_error("while true do end"), StartsWith("x.lua:2: the script ran for more than"));
}

TEST_CASE("using up memory ends with the line where it happened", "[script]") {
  CHECK(load_error("local t = {}\nfor i = 1, 1e9 do\n  t[i] = ('x'):rep(1e6) .. i\nend") ==
        "x.lua:3: the script used more than 256 MiB of memory");
  CHECK(load_error("\nlocal s = ('x'):rep(1 << 30)") ==
        "x.lua:2: the script used more than 256 MiB of memory");
}

TEST_CASE("a script cannot catch a limit", "[script]") {
  CHECK_THAT(run_error("while true do pcall(function() while true do end end) end"),
             StartsWith("x.lua:2: the script ran for more than"));
  CHECK(run_error("pcall(string.rep, 'x', 1 << 30)\nci:job { 'build' }") ==
        "x.lua:2: the script used more than 256 MiB of memory");
}

TEST_CASE("what loops inside C is refused", "[script]") {
  CHECK_THAT(load_error("('a'):rep(3000):find(('.-'):rep(20) .. 'b')"),
             StartsWith("x.lua:1: the pattern repeats too often"));
  CHECK_THAT(load_error("('a'):rep(3000):find('[%a].-.-.-.-b]')"), ContainsSubstring("too often"));
  CHECK_THAT(load_error("local t = setmetatable({}, { __len = function() return 1 << 60 end "
                        "})\ntable.insert(t, 1, 0)"),
             ContainsSubstring("table.insert wants a table"));
  CHECK_THAT(load_error("setmetatable({}, { __gc = function() end })"),
             ContainsSubstring("cannot use __gc"));
}

TEST_CASE("ordinary text work is not refused", "[script]") {
  CHECK_THAT(load_error("error((' a-b '):match('^%s*([a-z]+)-([a-z0-9-]+)%s*$'), 0)"),
             ContainsSubstring("a"));
  CHECK_THAT(load_error("error(('x=1'):gsub('=', ':'), 0)"), ContainsSubstring("x:1"));
}

TEST_CASE("a caught error is an ordinary value", "[script]") {
  CHECK(run_error(
            "local ok, why = pcall(error, 'no')\nci:expect(not ok and why == 'no', 'caught')") ==
        "holds: caught\n");
  CHECK(run_error(
            "local ok, job = pcall(ci.job, ci, { 'build' })\nci:expect(job.seconds == 1.5, 's')") ==
        "job build\nholds: s\n");
}

TEST_CASE("require finds modules beside the script and nothing else", "[script]") {
  ScriptTree tree;
  tree.write("lib/steps.lua", "return { name = 'from-module' }");
  const auto good = tree.write("good.lua",
                               "local steps = require 'lib.steps'\nreturn scenario { name = "
                               "steps.name, summary = 's', script = function() end }");
  const auto loaded = load({good});
  REQUIRE(loaded.has_value());
  CHECK(scenario(*loaded, "from-module").summary == "s");
}

TEST_CASE("require refuses paths", "[script]") {
  const std::string name = GENERATE("../x", "..x", "/etc/passwd", "a..b", "a/b", "");
  CHECK_THAT(load_error("require '" + name + "'"),
             StartsWith("x.lua:1: require wants a module's name"));
}

TEST_CASE("require does not follow a link that leads out", "[script]") {
  ScriptTree outside, tree;
  outside.write("secret.lua", "return 'secret'");
  std::filesystem::create_symlink(outside.root() / "secret.lua", tree.root() / "linked.lua");
  const auto loaded = load({tree.write("x.lua", "error(require 'linked')")});
  REQUIRE_FALSE(loaded.has_value());
  CHECK_THAT(loaded.error().message, ContainsSubstring("there is no module 'linked'"));
}

TEST_CASE("require hides the native functions and names a circle", "[script]") {
  CHECK_THAT(load_error("require 'bxbench.native'"), ContainsSubstring("there is no module"));
  CHECK_THAT(load_error("require 'x'"), ContainsSubstring("module 'x' requires itself"));
}

TEST_CASE("bytecode is refused", "[script]") {
  CHECK_THAT(load_error("\x1bLua"), ContainsSubstring("binary"));
}

}  // namespace bxbench::script
