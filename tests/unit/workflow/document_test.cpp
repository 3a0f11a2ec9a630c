// SPDX-License-Identifier: Apache-2.0
#include <harness/workflow/document.hpp>
#include <tests/support/result_printer.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>

using namespace bxbench;
using namespace bxbench::workflow;

namespace {

Tree tree_of(const std::string& text) {
  return read_yaml(text, "a.yml").value();
}

/// "3:5 text"
std::string shown(const Value& value) {
  return std::to_string(value.at.line) + ":" + std::to_string(value.at.column) + " " + value.text;
}

}  // namespace

TEST_CASE("every value has its line and column", "[workflow]") {
  const auto tree = tree_of("a: 1\nlist:\n  - x\n  - {k: 'v w'}\n");
  CHECK(shown(tree.entries[0].first) == "1:1 a");
  CHECK(shown(tree.find("a")->value) == "1:4 1");
  const auto& items = tree.find("list")->items;
  REQUIRE(items.size() == 2);
  CHECK(shown(items[0].value) == "3:5 x");
  CHECK(shown(items[1].find("k")->value) == "4:9 v w");
}

TEST_CASE("columns count characters, and lines may end as on Windows", "[workflow]") {
  const auto tree = tree_of("a: {'ü€': x}\r\nb: y\r\n");
  CHECK(shown(tree.find("a")->entries[0].second.value) == "1:11 x");
  CHECK(shown(tree.find("b")->value) == "2:4 y");
}

TEST_CASE("aliases stand for what they name, at its place", "[workflow]") {
  const auto tree = tree_of("a: &x [1, 2]\nb: *x\n");
  REQUIRE(tree.find("b")->items.size() == 2);
  CHECK(shown(tree.find("b")->items[1].value) == "1:11 2");
}

TEST_CASE("aliases that multiply and endless nesting are refused", "[workflow]") {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int level = 1; level < 9; ++level) {
    const auto before = std::to_string(level - 1), now = std::to_string(level);
    bomb += "a" + now + ": &a" + now + " [";
    for (int item = 0; item < 10; ++item)
      bomb += (item > 0 ? ", *a" : "*a") + before;
    bomb += "]\n";
  }
  for (const auto& text : {bomb, std::string("a: &a [*a]\n"), std::string(5000, '[')}) {
    const auto read = read_yaml(text, "bomb.yml");
    REQUIRE_FALSE(read);
    CHECK(read.error().code == Errc::bad_input);
    CHECK(read.error().message.find("bomb.yml") != std::string::npos);
  }
}

TEST_CASE("what is no YAML is refused with its line", "[workflow]") {
  const auto broken = read_yaml("a: 1\nb: [1\nc: 2\n", "a.yml");
  REQUIRE_FALSE(broken);
  CHECK(broken.error().message.find("line 3") != std::string::npos);
  CHECK_FALSE(read_yaml(std::string("a\0b", 3), "a.yml"));
  CHECK_FALSE(read_yaml(std::string(5'000'000, 'x'), "a.yml"));
}

TEST_CASE("a text is found within a value, and not below it", "[workflow]") {
  const Source source(
      "with:\n"
      "  cache-to: |\n"
      "    type=gha\n"
      "    type=inline\n"
      "    type=gha\n"
      "  tags: type=other\n");
  const Position from{2, 13};
  const auto at = [&](const char* text, std::size_t skip) {
    const auto found = source.find(text, from, skip);
    return std::to_string(found.line) + ":" + std::to_string(found.column);
  };
  CHECK(at("type=inline", 0) == "4:5");
  CHECK(at("type=gha", 0) == "3:5");
  CHECK(at("type=gha", 1) == "5:5");
  CHECK(at("type=other", 0) == "2:13");
  CHECK(at("cache-to", 0) == "2:13");
}
