// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/blocks.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench::service::actions_cache;
using Ids = std::vector<std::string>;

TEST_CASE("a block list is read in its order", "[actions_cache]") {
  const auto ids = parse_block_list(
      "<?xml version=\"1.0\"?>\n<BlockList>\n <Latest>b=</Latest>\n"
      "<Uncommitted>a+/</Uncommitted><Committed>c</Committed></BlockList>\n");
  REQUIRE(ids.has_value());
  CHECK(*ids == Ids{"b=", "a+/", "c"});
}

TEST_CASE("an empty block list has no ids", "[actions_cache]") {
  CHECK(parse_block_list("<BlockList></BlockList>").value().empty());
}

TEST_CASE("what is no block list is refused", "[actions_cache]") {
  for (const std::string text :
       {"", "<BlockList>", "</BlockList><BlockList>", "<BlockList><Other>a</Other></BlockList>",
        "<BlockList><Latest>a</BlockList>", "<BlockList><Latest></Latest></BlockList>",
        "<!DOCTYPE x><BlockList></BlockList>", "<BlockList><Latest>&a;</Latest></BlockList>",
        "<BlockList><Latest><Latest>a</Latest></Latest></BlockList>"})
    CHECK(parse_block_list(text).has_error());
}

TEST_CASE("blocks are arranged by the list, not by arrival", "[actions_cache]") {
  Blocks blocks;
  blocks.put("second", blocks.set_aside(10));
  blocks.put("first", blocks.set_aside(5));
  const auto extents = blocks.arrange({"first", "second"});
  REQUIRE(extents);
  CHECK(extents->at(0).offset == 10);
  CHECK(extents->at(1).offset == 0);
  CHECK_FALSE(blocks.is_whole_file(*extents));
}

TEST_CASE("blocks that arrived in order are the file itself", "[actions_cache]") {
  Blocks blocks;
  blocks.put("a", blocks.set_aside(5));
  blocks.put("b", blocks.set_aside(10));
  CHECK(blocks.is_whole_file(*blocks.arrange({"a", "b"})));
  CHECK_FALSE(blocks.is_whole_file(*blocks.arrange({"a"})));
}

TEST_CASE("a block that is still arriving keeps the file from being the data", "[actions_cache]") {
  Blocks blocks;
  blocks.put("a", blocks.set_aside(5));
  blocks.set_aside(10);
  CHECK_FALSE(blocks.is_whole_file(*blocks.arrange({"a"})));
}

TEST_CASE("an unknown block cannot be arranged", "[actions_cache]") {
  Blocks blocks;
  CHECK_FALSE(blocks.arrange({"a"}));
}
