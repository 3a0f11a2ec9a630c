// SPDX-License-Identifier: Apache-2.0
// The npm package that GitHub's own actions use, in the releases that matter, against the Actions
// cache service.
#include <tests/integration/cache_node.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <set>

using nlohmann::json;

namespace bxbench::tests {
namespace {

/// A key that would leave the store if it were a path, and that needs escaping wherever it goes.
const std::string odd_key = "../../x y#\xc3\xbc";

void check_lookup_only(NodeWorld& world, const NodeClient& client) {
  world.new_requests();
  auto look = restore_of(client, "data", "linux-", {});
  look["lookupOnly"] = true;
  const auto looked = world.perform(json::array({look}));
  world.check(client.title, "look up only", "hit linux-1", outcome_of(looked[0]));
  CHECK(count_operations(world.new_requests()) == "1 lookup");
}

void check_saves_and_restores(const NodeClient& client) {
  NodeWorld world;
  const auto done = world.perform(json::array({
      write_of("data/file", 300'000),
      digest_of("data/file"),
      restore_of(client, "data", "linux-1"),
      save_of(client, "data", "linux-1"),
      save_of(client, "data", "linux-1"),
      remove_of("data"),
      restore_of(client, "data", "linux-1"),
      digest_of("data/file"),
      restore_of(client, "data", "linux-"),
      restore_of(client, "data", "linux-2", {"mac-", "lin"}),
      restore_of(client, "data", "linux-2", {"mac-"}),
      save_of(client, "data", odd_key),
      restore_of(client, "data", odd_key),
      write_of("empty/file", 0),
      save_of(client, "empty", "empty-1"),
      remove_of("empty"),
      restore_of(client, "empty", "empty-1"),
      digest_of("empty/file"),
  }));
  INFO(done.dump(1));
  const auto check = [&](const std::string& operation, std::size_t index,
                         const std::string& expected) {
    world.check(client.title, operation, expected, outcome_of(done[index]));
  };
  check("restore before anything was saved", 2, "miss");
  check("save", 3, "saved");
  check("save the same key again", 4, "not saved");
  check("restore by the exact key", 6, "hit linux-1");
  CHECK(same_digest(done[1], done[7]));
  check("restore by a prefix", 8, "hit linux-1");
  check("restore by the second restore key", 9, "hit linux-1");
  check("restore, no key matches", 10, "miss");
  check("save " + odd_key, 11, "saved");
  check("restore " + odd_key, 12, "hit " + odd_key);
  check("save an empty file", 14, "saved");
  check("restore an empty file", 16, "hit empty-1");
  CHECK(done[17].value("bytes", -1) == 0);
  const auto requests = world.new_requests();
  CHECK(std::all_of(requests.begin(), requests.end(), [&](const Request& request) {
    return request.protocol == client.protocol || request.protocol == "blob";
  }));
  check_lookup_only(world, client);
}

TEST_CASE("the newest client restores what it saved, over protocol v2") {
  check_saves_and_restores(newest_v2);
}

TEST_CASE("release 4.1.0 restores what it saved, over protocol v2") {
  check_saves_and_restores(older_v2);
}

TEST_CASE("the newest client restores what it saved, over protocol v1") {
  check_saves_and_restores(newest_v1);
}

TEST_CASE("release 3.3.0 restores what it saved, over protocol v1") {
  check_saves_and_restores(older_v1);
}

TEST_CASE("what one release saved over one protocol the others restore over the other") {
  NodeWorld world;
  const auto done = world.perform(json::array({
      write_of("data/file", 1'000),
      save_of(newest_v2, "data", "from-v2"),
      save_of(older_v1, "data", "from-v1"),
      restore_of(older_v1, "data", "from-v2"),
      restore_of(older_v2, "data", "from-v1"),
      restore_of(newest_v1, "data", "from-v2"),
  }));
  INFO(done.dump(1));
  world.check(older_v1.title, "restore what 6.3.0 saved over v2", "hit from-v2",
              outcome_of(done[3]));
  world.check(older_v2.title, "restore what 3.3.0 saved over v1", "hit from-v1",
              outcome_of(done[4]));
  world.check(newest_v1.title, "restore what 6.3.0 saved over v2", "hit from-v2",
              outcome_of(done[5]));
}

void check_one_wins(NodeWorld& world, const NodeClient& client) {
  const auto key = "wanted-" + client.package;
  const json save = save_of(client, "data", key);
  const auto done = world.perform(json::array({
      write_of("data/file", 2'000'000),
      {{"op", "parallel"}, {"of", {save, save, save, save}}},
      restore_of(client, "data", key),
  }));
  INFO(done.dump(1));
  const auto& results = done[1]["results"];
  const auto winners = std::count_if(results.begin(), results.end(), [](const json& result) {
    return outcome_of(result) == "saved";
  });
  world.check(client.title, "four saves of one key at once", "1 saved",
              std::to_string(winners) + " saved");
  CHECK(outcome_of(done[2]) == "hit " + key);
}

TEST_CASE("of four saves of one key at the same time exactly one wins") {
  NodeWorld world;
  check_one_wins(world, newest_v2);
  check_one_wins(world, older_v1);
}

/// How the archive was sent, and whether it came back.
void check_big_entry(const NodeClient& client, const std::string& expected_uploads) {
  NodeWorld world;
  const auto done = world.perform(json::array({
      write_of("data/file", 160'000'000),
      digest_of("data/file"),
      save_of(client, "data", "big"),
      remove_of("data"),
      restore_of(client, "data", "big"),
      digest_of("data/file"),
  }));
  INFO(done.dump(1));
  world.check(client.title, "save 160 MB", "saved", outcome_of(done[2]));
  world.check(client.title, "restore 160 MB", "hit big", outcome_of(done[4]));
  CHECK(same_digest(done[1], done[5]));
  const auto uploads = only(world.new_requests(), "upload");
  world.check(client.title, "requests that carry 160 MB", expected_uploads,
              std::to_string(uploads.size()) + " uploads");
}

TEST_CASE("160 MB arrive in three blocks and a list over v2, and come back unchanged") {
  check_big_entry(newest_v2, "4 uploads");
}

TEST_CASE("160 MB arrive in five chunks over v1, and come back unchanged") {
  check_big_entry(older_v1, "5 uploads");
}

TEST_CASE("a run on a branch restores what main saved, and main nothing of the branch") {
  NodeWorld world;
  const auto feature = world.token("refs/heads/feature", {"refs/heads/main"});
  const auto as_feature = [&](json operation) {
    operation["token"] = feature;
    return operation;
  };
  const auto as_main = [&](json operation) {
    operation["token"] = world.token();
    return operation;
  };
  const auto done = world.perform(json::array({
      write_of("data/file", 1'000),
      save_of(newest_v2, "data", "main-1"),
      as_feature(restore_of(newest_v2, "data", "main-1")),
      as_feature(save_of(newest_v2, "data", "main-1")),
      as_feature(save_of(newest_v2, "data", "feature-1")),
      as_main(restore_of(newest_v2, "data", "feature-1")),
      as_feature(restore_of(newest_v2, "data", "feature-1")),
  }));
  INFO(done.dump(1));
  const auto check = [&](const std::string& operation, std::size_t index,
                         const std::string& expected) {
    world.check(newest_v2.title, operation, expected, outcome_of(done[index]));
  };
  check("restore main's entry on a branch", 2, "hit main-1");
  check("save a key of main's on a branch", 3, "saved");
  check("save on a branch", 4, "saved");
  check("restore a branch's entry on main", 5, "miss");
  check("restore a branch's entry on the branch", 6, "hit feature-1");
}

}  // namespace
}  // namespace bxbench::tests
