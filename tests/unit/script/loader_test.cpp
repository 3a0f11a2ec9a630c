// SPDX-License-Identifier: Apache-2.0
#include <tests/unit/script/script_fixture.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <algorithm>

namespace bxbench::script {
namespace {

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;

const std::string two_params =
    "return strategy { name = 'mine', summary = 's', form = 'layer', carries = 'nothing',\n"
    "  params = { level = param.number(3, 'how hard'), fast = param.boolean(false, 'hurry') } }";

std::string setting_error(const std::string& setting) {
  ScriptTree tree;
  const auto loaded = load({tree.write("mine.lua", two_params)}, {setting});
  return loaded ? "no error" : loaded.error().message;
}

std::string minimal_scenario(const std::string& name) {
  return "return scenario { name = '" + name + "', summary = 'mine', script = function() end }";
}

}  // namespace

TEST_CASE("the built-in definitions load, sorted by name", "[script]") {
  const auto suite = load({});
  REQUIRE(suite.has_value());
  std::vector<std::string> strategies, scenarios;
  for (const auto& strategy : suite->strategies)
    strategies.push_back(strategy->name);
  for (const auto& scenario : suite->scenarios)
    scenarios.push_back(scenario->name);
  CHECK(std::is_sorted(strategies.begin(), strategies.end()));
  CHECK(std::is_sorted(scenarios.begin(), scenarios.end()));
  for (const auto* name : {"gha", "mount", "none", "registry"})
    CHECK(std::count(strategies.begin(), strategies.end(), name) == 1);
  for (const auto* name : {"cold-build", "version-bump", "tag-isolation"})
    CHECK(std::count(scenarios.begin(), scenarios.end(), name) == 1);
  CHECK(scenario(*suite, "cold-build").file == "scenarios/cold-build.lua");
  CHECK(strategy(*suite, "mount").form == "mount");
}

TEST_CASE("a user's definition replaces the built-in one", "[script]") {
  ScriptTree tree;
  const auto suite = load({tree.write("mine.lua", minimal_scenario("cold-build"))});
  REQUIRE(suite.has_value());
  CHECK(scenario(*suite, "cold-build").summary == "mine");
  CHECK(suite->scenarios.size() == load({})->scenarios.size());
}

TEST_CASE("two files of the user cannot define the same name", "[script]") {
  ScriptTree tree;
  tree.write("a.lua", minimal_scenario("twice"));
  tree.write("b.lua", minimal_scenario("twice"));
  const auto suite = load({tree.root()});
  REQUIRE_FALSE(suite.has_value());
  CHECK_THAT(suite.error().message, ContainsSubstring("b.lua: scenario 'twice' is defined in "));
  CHECK_THAT(suite.error().message, EndsWith("a.lua already"));
}

TEST_CASE("a file named twice is loaded once, and one file may return several definitions",
          "[script]") {
  ScriptTree tree;
  const auto file = tree.write("two.lua",
                               "local function make(name) return scenario { name = name, summary = "
                               "'s', script = function() end } end\n"
                               "return { make 'one', make 'two' }");
  const auto suite = load({tree.root(), file});
  REQUIRE(suite.has_value());
  CHECK(suite->scenarios.size() == load({})->scenarios.size() + 2);
}

TEST_CASE("what the user names has to exist", "[script]") {
  ScriptTree tree;
  CHECK(load({tree.root() / "no.lua"}).error().code == Errc::bad_input);
  CHECK_THAT(load({tree.root()}).error().message, ContainsSubstring("holds no *.lua file"));
}

TEST_CASE("a share directory without the library is a broken installation", "[script]") {
  ScriptTree tree;
  CHECK(load_suite({tree.root(), {}, {}}).error().code == Errc::environment);
}

TEST_CASE("a value of --set changes the presets of all that declare the parameter", "[script]") {
  ScriptTree tree;
  const auto suite = load({tree.write("mine.lua", two_params)},
                          {"mount.id=target", "level=4.5", "mine.fast=true"});
  REQUIRE(suite.has_value());
  CHECK(std::get<std::string>(strategy(*suite, "mount").params.at(0).preset) == "target");
  const auto& mine = strategy(*suite, "mine");
  CHECK(std::get<bool>(mine.params.at(0).preset));
  CHECK(std::get<double>(mine.params.at(1).preset) == 4.5);
}

TEST_CASE("a value of --set is refused for an unknown name or a wrong type", "[script]") {
  CHECK(setting_error("levle=1") ==
        "--set levle=1: no strategy or scenario declares 'levle' (did you mean 'level'?)");
  CHECK(setting_error("mnt.id=x") ==
        "--set mnt.id=x: no strategy or scenario declares 'mnt.id' (did you mean 'mount.id'?)");
  CHECK(setting_error("level=high") == "--set level=high: 'level' must be a number");
  CHECK(setting_error("fast=1") == "--set fast=1: 'fast' must be true or false");
  CHECK(setting_error("level") == "--set wants name=value or strategy.name=value, not 'level'");
}

}  // namespace bxbench::script
