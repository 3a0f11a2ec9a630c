// SPDX-License-Identifier: Apache-2.0
#include <tests/unit/script/script_fixture.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

namespace bxbench::script {

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

TEST_CASE("a syntax error names file and line", "[script]") {
  CHECK_THAT(load_error("return scenario {\n  name = = 'x'\n}"), StartsWith("x.lua:2: unexpected"));
}

TEST_CASE("an unknown field gets a suggestion and its own line", "[script]") {
  CHECK(load_error("return scenario {\n  name = 'x',\n  sumary = 's',\n}") ==
        "x.lua:3: unknown field 'sumary' of scenario (did you mean 'summary'?)");
}

TEST_CASE("missing fields and wrong types are named", "[script]") {
  CHECK(load_error("return scenario { name = 'x', summary = 's' }") ==
        "x.lua:1: scenario.script is missing");
  CHECK(load_error("return scenario {\n  name = 'x',\n  summary = 7,\n}") ==
        "x.lua:3: scenario.summary must be a string, not 7");
  CHECK_THAT(load_error("return scenario { name = 'Not A Name' }"),
             StartsWith("x.lua:1: scenario.name must be a name of lower-case letters"));
  CHECK(load_error("return strategy { name = 's', summary = 's', form = 'mounts' }") ==
        "x.lua:1: strategy.form must be 'layer' or 'mount', not 'mounts' (did you mean 'mount'?)");
  CHECK_THAT(load_error("return scenario 'x'"), ContainsSubstring("scenario must be a table"));
}

TEST_CASE("a misspelt word gets a suggestion", "[script]") {
  CHECK(load_error("return scenaro {}") ==
        "x.lua:1: unknown name 'scenaro' (did you mean 'scenario'?)");
}

TEST_CASE("a file has to return a definition", "[script]") {
  CHECK(load_error("local x = 1") ==
        "x.lua: returns nothing; it must return a scenario, a strategy or a workload");
  CHECK(load_error("return base.busybox {}") ==
        "x.lua: returns a base.busybox; it must return a scenario, a strategy or a workload");
}

TEST_CASE("a runtime error names file and line", "[script]") {
  CHECK_THAT(run_error("local t = nil\nreturn t.x"), StartsWith("x.lua:3: attempt to index"));
  CHECK_THAT(run_error("error { 'oops' }"), StartsWith("x.lua:2: the script raised a table"));
}

TEST_CASE("a long path is named in full", "[script]") {
  ScriptTree tree;
  const auto file = tree.write(std::string(80, 'd') + "/x.lua", "return = 1");
  const auto loaded = load({file});
  REQUIRE_FALSE(loaded.has_value());
  CHECK_THAT(loaded.error().message, StartsWith(file.string() + ":1: "));
}

TEST_CASE("requests of a scenario are checked", "[script]") {
  CHECK(run_error("ci:job { 'build',\n  mesure = true }") ==
        "x.lua:3: unknown field 'mesure' of ci:job (did you mean 'measure'?)");
  CHECK(run_error("ci:job { 'build', claim = 'hot' }") ==
        "x.lua:2: ci:job.claim must be 'cold' or 'warm', not 'hot'");
  CHECK(run_error("ci:job {}") == "x.lua:2: ci:job.name is missing");
  CHECK(run_error("ci:edit(nil)") == "x.lua:2: the name of ci:edit must be a string, not nothing");
  CHECK(run_error("local x = ci.makrer") ==
        "x.lua:2: ci has no field 'makrer' (did you mean 'marker'?)");
}

}  // namespace bxbench::script
