// SPDX-License-Identifier: Apache-2.0
// BuildKit exports its cache to the Actions cache service, and a daemon that knows nothing imports
// it.
#include <harness/support/files.hpp>
#include <tests/integration/cache_builds.hpp>

#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace bxbench::tests {
namespace {

constexpr const char* buildkit = "BuildKit of the installed Docker";

std::vector<std::string> keys_of(const std::vector<Request>& requests,
                                 const std::string& operation) {
  std::vector<std::string> keys;
  for (const auto& request : only(requests, operation))
    keys.push_back(request.key);
  return keys;
}

/// How many of the keys begin so.
auto count_prefix(const std::vector<std::string>& keys, const std::string& prefix) {
  return std::count_if(keys.begin(), keys.end(),
                       [&](const std::string& key) { return key.starts_with(prefix); });
}

std::string last_of(const std::vector<std::string>& keys) {
  return keys.empty() ? "none" : keys.back();
}

/// What follows the last '#': the number of an index.
std::string number_of(const std::string& key) {
  return key.substr(key.rfind('#') + 1);
}

void check_round_trip(BuildWorld& world, int protocol) {
  const CacheAt cache{.protocol = protocol, .scope = fmt::format("trip{}", protocol)};
  const auto title = [&](const std::string& what) {
    return fmt::format("v{}: {}", protocol, what);
  };
  world.write_context(cache.scope);
  world.prune();
  const auto exported = world.build(world.request({}, {world.export_to(cache)}));
  INFO(exported.problems);
  world.check(buildkit, title("export, mode=max"), "0 cached, 5 executed", exported.steps());
  const auto written = keys_of(exported.requests, "finalize");
  CHECK(count_prefix(written, "index-" + cache.scope + "-1-") == 1);
  CHECK(exported.requests.size() > 10);
  world.prune();
  const auto imported = world.build(world.request({world.import_from(cache)}));
  world.check(buildkit, title("import"), "5 cached, 0 executed", imported.steps());
  CHECK(only(imported.requests, "lookup").size() >= 2);
  CHECK(only(imported.requests, "download").size() >= 2);
  CHECK(only(imported.requests, "create").empty());
  world.write_context(cache.scope + " changed");
  const auto changed =
      world.build(world.request({world.import_from(cache)}, {world.export_to(cache)}));
  world.check(buildkit, title("import and export after a change"), "3 cached, 2 executed",
              changed.steps());
  const auto added = keys_of(changed.requests, "finalize");
  CHECK(count_prefix(added, "buildkit-blob-") == 2);
  CHECK(number_of(last_of(added)) == "2");
}

/// A second stage takes one file of the five steps: only mode=max exports what it came from.
void check_modes(BuildWorld& world) {
  const auto exported_blobs = [&](const std::string& mode) {
    world.write_context("mode " + mode);
    const auto stage = read_file(world.context() / "Dockerfile").value();
    world.write_file("context/Dockerfile", stage + "FROM scratch\nCOPY --from=0 /three /three\n");
    world.prune();
    const auto built =
        world.build(world.request({}, {world.export_to({.scope = mode, .mode = mode})}));
    CHECK(built.code == 0);
    return count_prefix(keys_of(built.requests, "lookup"), "buildkit-blob-");
  };
  const auto min = exported_blobs("min");
  const auto max = exported_blobs("max");
  world.check(buildkit, "layers of two stages, mode=min and mode=max", "1 and 6",
              fmt::format("{} and {}", min, max));
}

void check_scopes(BuildWorld& world) {
  world.write_context("scopes");
  world.prune();
  world.build(world.request({}, {world.export_to({.scope = "one"})}));
  const auto second = world.build(world.request({}, {world.export_to({.scope = "two"})}));
  world.check(buildkit, "export to a second scope writes only an index", "1 create",
              fmt::format("{} create", only(second.requests, "create").size()));
  world.prune();
  const auto other = world.build(world.request({world.import_from({.scope = "three"})}));
  world.check(buildkit, "import from a scope that was never written", "0 cached, 5 executed",
              other.steps());
}

TEST_CASE("what BuildKit exports over v2 it imports after forgetting everything") {
  BuildWorld world;
  check_round_trip(world, 2);
  check_modes(world);
  check_scopes(world);
  CHECK(world.daemon_lives());
}

void check_across(BuildWorld& world, int exported, int imported) {
  const auto scope = fmt::format("across{}", exported);
  world.write_context(scope);
  world.prune();
  const CacheAt to{.protocol = exported, .scope = scope};
  CHECK(world.build(world.request({}, {world.export_to(to)})).code == 0);
  world.prune();
  const CacheAt from{.protocol = imported, .scope = scope};
  world.check(buildkit, fmt::format("export over v{}, import over v{}", exported, imported),
              "5 cached, 0 executed",
              world.build(world.request({world.import_from(from)})).steps());
}

TEST_CASE("what BuildKit exports over v1 it imports over either protocol, and the reverse") {
  BuildWorld world;
  check_round_trip(world, 1);
  check_across(world, 1, 2);
  check_across(world, 2, 1);
  CHECK(world.daemon_lives());
}

}  // namespace
}  // namespace bxbench::tests
