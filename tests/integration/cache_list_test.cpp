// SPDX-License-Identifier: Apache-2.0
// Listing and deleting entries by the routes of GitHub's REST interface, with curl: Debian 12 has
// no gh that knows `gh cache`.
#include <tests/integration/cache_node.hpp>

#include <catch2/catch_test_macros.hpp>

using nlohmann::json;

namespace bxbench::tests {
namespace {

/// Status and body of a call of the repository's routes.
struct Called {
  std::string status;
  json body;
};

Called call(NodeWorld& world, const std::string& method, const std::string& path) {
  process::Command command;
  command.argv = {"curl",
                  "--silent",
                  "--show-error",
                  "--request",
                  method,
                  "--header",
                  "Authorization: Bearer " + world.token(),
                  "--header",
                  "Accept: application/vnd.github+json",
                  "--write-out",
                  "\n%{http_code}",
                  world.service().url() + "repos/octo/hello/actions/" + path};
  const auto outcome = world.run(command);
  const auto end = outcome.out.rfind('\n');
  REQUIRE(outcome.succeeded());
  return {outcome.out.substr(end + 1), json::parse(outcome.out.substr(0, end), nullptr, false)};
}

TEST_CASE("what npm saved curl lists and deletes, and then no client finds it") {
  NodeWorld world;
  world.perform(
      json::array({write_of("data/file", 100), save_of(newest_v2, "data", "one-1"),
                   save_of(newest_v1, "data", "one-2"), save_of(newest_v2, "data", "two-1")}));
  const auto all = call(world, "GET", "caches");
  INFO(all.body.dump(1));
  world.check("curl", "list", "200 3", all.status + " " + all.body.at("total_count").dump());
  const auto some = call(world, "GET", "caches?key=one-&sort=created_at&direction=asc");
  world.check("curl", "list by key", "one-1",
              some.body.at("actions_caches").at(0).at("key").get<std::string>());
  const auto id = some.body["actions_caches"][0].at("id").dump();
  world.check("curl", "usage", "3",
              call(world, "GET", "cache/usage").body.at("active_caches_count").dump());
  world.check("curl", "delete by id", "204", call(world, "DELETE", "caches/" + id).status);
  world.check("curl", "delete by id again", "404", call(world, "DELETE", "caches/" + id).status);
  world.check("curl", "delete by key", "200", call(world, "DELETE", "caches?key=two-1").status);
  const auto done = world.perform(json::array(
      {restore_of(newest_v2, "data", "one-1", {"two"}), restore_of(newest_v1, "data", "one-")}));
  world.check(newest_v2.title, "restore what was deleted", "miss", outcome_of(done[0]));
  world.check(newest_v1.title, "restore what was kept", "hit one-2", outcome_of(done[1]));
}

}  // namespace
}  // namespace bxbench::tests
