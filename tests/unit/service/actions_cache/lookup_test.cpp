// SPDX-License-Identifier: Apache-2.0
#include <tests/support/entry_store.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using bxbench::test::TestStore;

TEST_CASE("an exact key wins over newer entries that begin with it", "[actions_cache]") {
  TestStore test;
  test.save("deps");
  test.save("deps-2");
  CHECK(test.find({"main"}, {"deps"}) == "main deps");
}

TEST_CASE("among prefix matches the one created last wins, whatever its text", "[actions_cache]") {
  TestStore test;
  test.save("index#9");
  test.save("index#10");
  test.save("other");
  CHECK(test.find({"main"}, {"index"}) == "main index#10");
}

TEST_CASE("among prefix matches the one created last wins, not the one used last",
          "[actions_cache]") {
  TestStore test;
  const auto old = test.save("deps-1");
  test.save("deps-2");
  test.now += std::chrono::hours{1};
  test.access(old);
  CHECK(test.find({"main"}, {"deps-"}) == "main deps-2");
}

TEST_CASE("the newest of few and of many prefix matches is found", "[actions_cache]") {
  TestStore test;
  const auto few_first = GENERATE(true, false);
  if (few_first) test.save("few-2");
  if (few_first) test.save("few-1");
  for (int i = 0; i < 30; ++i)
    test.save("many-" + std::to_string(i * 7 % 30));  // 29 * 7 % 30 == 23
  if (!few_first) test.save("few-2");
  if (!few_first) test.save("few-1");
  CHECK(test.find({"main"}, {"few-"}) == "main few-1");
  CHECK(test.find({"main"}, {"many-"}) == "main many-23");
  CHECK(test.find({"main"}, {"many-1"}) == "main many-1");
  CHECK(test.find({"main"}, {"man"}) == "main many-23");
  CHECK(test.find({"main"}, {"none-"}) == "miss");
  CHECK(test.find({"main"}, {"zzz"}) == "miss");
}

TEST_CASE("keys are tried in their order", "[actions_cache]") {
  TestStore test;
  test.save("a-1");
  test.save("b-1");
  CHECK(test.find({"main"}, {"a-", "b-"}) == "main a-1");
  CHECK(test.find({"main"}, {"x", "b-"}) == "main b-1");
}

TEST_CASE("a prefix of the primary key wins over an exact restore key", "[actions_cache]") {
  TestStore test;
  test.save("deps-old");
  test.save("exact");
  CHECK(test.find({"main"}, {"deps-", "exact"}) == "main deps-old");
}

TEST_CASE("a scope is searched with all keys before the next one", "[actions_cache]") {
  TestStore test;
  test.save({"main", "v", "deps-exact"});
  test.save({"feature", "v", "deps-old"});
  CHECK(test.find({"feature", "main"}, {"deps-exact", "deps-"}) == "feature deps-old");
  CHECK(test.find({"main", "feature"}, {"deps-exact", "deps-"}) == "main deps-exact");
}

TEST_CASE("scopes that may not be read are not searched", "[actions_cache]") {
  TestStore test;
  test.save({"feature", "v", "deps"});
  CHECK(test.find({"main"}, {"deps"}) == "miss");
  CHECK(test.find({}, {"deps"}) == "miss");
}

TEST_CASE("versions never meet", "[actions_cache]") {
  TestStore test;
  test.save({"main", "other", "deps"});
  CHECK(test.find({"main"}, {"deps"}) == "miss");
}

TEST_CASE("an entry is invisible until it is finalized", "[actions_cache]") {
  TestStore test;
  test.store->reserve({"main", "v", "a"}, test.start);
  const auto id = test.upload({"main", "v", "b"});
  CHECK(test.find({"main"}, {"a", "b"}) == "miss");
  test.store->finalize(id).value();
  CHECK(test.find({"main"}, {"a", "b"}) == "main b");
}

TEST_CASE("keys differ by case", "[actions_cache]") {
  TestStore test;
  test.save("Deps");
  CHECK(test.find({"main"}, {"deps"}) == "miss");
}

TEST_CASE("an entry whose payload's file vanished is a miss, and its name is free",
          "[actions_cache]") {
  TestStore test;
  test.save("deps-1");
  const auto lost = test.save("deps-2");
  SECTION("removed") {
    std::filesystem::remove(test.file(lost, ".blob"));
  }
  SECTION("cut short") {
    std::filesystem::resize_file(test.file(lost, ".blob"), 3);
  }
  CHECK(test.find({"main"}, {"deps-2", "deps-"}) == "main deps-1");
  CHECK(test.evictions == std::vector<std::string>{"deps-2 7 lost"});
  CHECK(test.store->reserve({"main", "v", "deps-2"}, test.start));
}
