// SPDX-License-Identifier: Apache-2.0
// Whose cache BuildKit gets: branches, scopes, the newest of several exports, exports at the same
// time, tokens that are not valid.
#include <harness/http/client.hpp>
#include <tests/integration/cache_builds.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace fs = std::filesystem;
using Catch::Matchers::ContainsSubstring;

namespace bxbench::tests {
namespace {

constexpr const char* buildkit = "BuildKit of the installed Docker";

void check_branches(BuildWorld& world) {
  const CacheAt main{.scope = "branch"};
  const CacheAt feature{.scope = "branch",
                        .token = world.token("refs/heads/feature", {"refs/heads/main"})};
  world.write_context("of main");
  world.prune();
  CHECK(world.build(world.request({}, {world.export_to(main)})).code == 0);
  world.prune();
  world.write_context("of feature");
  const auto branched =
      world.build(world.request({world.import_from(feature)}, {world.export_to(feature)}));
  world.check(buildkit, "build on a branch after an export on main", "3 cached, 2 executed",
              branched.steps());
  const auto written = only(branched.requests, "finalize");
  CHECK(!written.empty());
  CHECK(std::all_of(written.begin(), written.end(),
                    [](const Request& made) { return made.scope == "refs/heads/feature"; }));
  world.prune();
  const auto blind = world.build(world.request({world.import_from(main)}));
  world.check(buildkit, "main's build of what only the branch exported", "3 cached, 2 executed",
              blind.steps());
}

TEST_CASE("BuildKit on a branch uses main's cache, and main never the branch's") {
  BuildWorld world;
  check_branches(world);
}

TEST_CASE("of eleven exports BuildKit imports the newest, whatever their names sort like") {
  BuildWorld world;
  const CacheAt cache{.scope = "many"};
  for (int number = 1; number <= 11; ++number) {
    world.write_context(fmt::format("number {}", number));
    CHECK(world.build(world.request({}, {world.export_to(cache)})).code == 0);
  }
  world.prune();
  const auto imported = world.build(world.request({world.import_from(cache)}));
  world.check(buildkit, "import after 11 exports", "5 cached, 0 executed", imported.steps());
  const auto lookups = only(imported.requests, "lookup");
  REQUIRE(!lookups.empty());
  CHECK_THAT(lookups.front().matched_key, ContainsSubstring("#11"));
}

TEST_CASE("of two images that export to one scope the second wins") {
  BuildWorld world;
  const CacheAt cache{.scope = "shared"};
  const auto other = [&](const std::vector<std::string>& from, const std::vector<std::string>& to) {
    auto request = world.request(from, to);
    request.context = world.context("other");
    request.dockerfile = world.context("other") / "Dockerfile";
    return request;
  };
  world.write_file("other/Dockerfile", "FROM scratch\nCOPY file /file\nWORKDIR /other\n");
  world.write_file("other/file", "other");
  CHECK(world.build(world.request({}, {world.export_to(cache)})).code == 0);
  CHECK(world.build(other({}, {world.export_to(cache)})).code == 0);
  world.prune();
  world.check(buildkit, "import of the image that exported last", "2 cached, 0 executed",
              world.build(other({world.import_from(cache)}, {})).steps());
  world.check(buildkit, "import of the image that exported before", "0 cached, 5 executed",
              world.build(world.request({world.import_from(cache)})).steps());
}

TEST_CASE("two exports to one scope at the same time both end well, as #1 and #2") {
  BuildWorld world;
  const CacheAt cache{.scope = "both"};
  world.write_context("one", "one");
  world.write_context("two", "two");
  const auto request = [&](const std::string& name) {
    auto made = world.request({}, {world.export_to(cache)});
    made.context = world.context(name);
    made.dockerfile = world.context(name) / "Dockerfile";
    return made;
  };
  const auto built = world.build_at_once({request("one"), request("two")});
  world.check(buildkit, "two exports at the same time", "both succeed",
              built[0].code == 0 && built[1].code == 0 ? "both succeed" : "failed");
  std::string numbers;
  for (const auto& made : only(built[1].requests, "finalize"))
    if (made.key.starts_with("index-both")) numbers += made.key.substr(made.key.rfind('#'));
  world.check(buildkit, "their indexes", "#1#2", numbers);
}

TEST_CASE("scopes that look like paths or queries make a round trip and stay in the store") {
  BuildWorld world;
  for (const std::string scope : {"../../etc/passwd", "a b%2f#?&\xc3\xbc"}) {
    const CacheAt cache{.scope = scope};
    world.write_context("scope " + scope);
    world.prune();
    CHECK(world.build(world.request({}, {world.export_to(cache)})).code == 0);
    world.prune();
    world.check(buildkit, "round trip of scope " + scope, "5 cached, 0 executed",
                world.build(world.request({world.import_from(cache)})).steps());
  }
  for (const auto& entry : fs::recursive_directory_iterator(world.folder() / "store"))
    CHECK(entry.path().filename().string().find("passwd") == std::string::npos);
  CHECK_FALSE(fs::exists(world.folder() / "etc"));
}

/// The same token with another signature.
std::string spoilt(std::string token) {
  auto& letter = token[token.rfind('.') + 1];
  letter = letter == 'A' ? 'B' : 'A';
  return token;
}

TEST_CASE("a token that is not valid costs an import its cache and an export the build") {
  BuildWorld world;
  const CacheAt good{.scope = "token"};
  CHECK(world.build(world.request({}, {world.export_to(good)})).code == 0);
  world.prune();
  const CacheAt bad{.scope = "token", .token = spoilt(world.token())};
  const auto imported = world.build(world.request({world.import_from(bad)}));
  world.check(buildkit, "import with a wrong signature", "0 cached, 5 executed", imported.steps());
  CHECK_THAT(imported.problems, ContainsSubstring("unauthenticated"));
  const auto exported = world.build(world.request({}, {world.export_to(bad)}));
  world.check(buildkit, "export with a wrong signature", "failed", exported.steps());
  CHECK_THAT(exported.problems, ContainsSubstring("unauthenticated"));
  service::actions_cache::TokenOrder order;
  order.grants.push_back({"refs/heads/main", 3});
  order.lifetime = std::chrono::seconds(-60);
  const CacheAt expired{.scope = "token", .token = world.service().token(order)};
  world.prune();
  world.check(buildkit, "import with an expired token", "0 cached, 5 executed",
              world.build(world.request({world.import_from(expired)})).steps());
  CHECK(world.daemon_lives());
}

TEST_CASE("the environment alone tells BuildKit all it needs") {
  BuildWorld world;
  const auto with = [&](builder::BuildRequest request) {
    request.env = {{"ACTIONS_RUNTIME_TOKEN", world.token()},
                   {"ACTIONS_RESULTS_URL", world.service().url()},
                   {"ACTIONS_CACHE_SERVICE_V2", "true"}};
    return request;
  };
  CHECK(world.build(with(world.request({}, {"type=gha,scope=env,mode=max"}))).code == 0);
  world.prune();
  const auto imported = world.build(with(world.request({"type=gha,scope=env"})));
  world.check(buildkit, "import by environment variables alone", "5 cached, 0 executed",
              imported.steps());
  const auto lookups = only(imported.requests, "lookup");
  CHECK(std::all_of(lookups.begin(), lookups.end(),
                    [](const Request& made) { return made.protocol == "v2"; }));
}

}  // namespace
}  // namespace bxbench::tests
