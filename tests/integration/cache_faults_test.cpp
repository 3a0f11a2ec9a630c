// SPDX-License-Identifier: Apache-2.0
// What BuildKit makes of a service that is slow, busy, broken or has lost something.
#include <harness/http/client.hpp>
#include <tests/integration/cache_builds.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <thread>

using Catch::Matchers::ContainsSubstring;

namespace bxbench::tests {
namespace {

using suite::Fault;

constexpr const char* buildkit = "BuildKit of the installed Docker";
constexpr Bytes mebibyte = 1 << 20;

/// So many requests of an operation are answered so.
Fault answer(const std::string& operation, int status, std::uint64_t times) {
  Fault fault;
  fault.operation = operation;
  fault.status = status;
  fault.times = times;
  return fault;
}

/// The daemon has exported the five steps to `cache` and forgotten them.
void export_and_forget(BuildWorld& world, const CacheAt& cache) {
  world.write_context("for " + cache.scope);
  world.prune();
  const auto exported = world.build(world.request({}, {world.export_to(cache)}));
  INFO(exported.problems);
  REQUIRE(exported.code == 0);
  world.prune();
}

TEST_CASE("steps whose blobs were evicted run again, and nothing else happens") {
  BuildWorld world;
  const CacheAt cache{.scope = "evicted"};
  export_and_forget(world, cache);
  CHECK(world.service().evict({.key = "buildkit-blob-", .scope = "", .payload_only = false}) > 0);
  const auto imported = world.build(world.request({world.import_from(cache)}));
  world.check(buildkit, "import, the index is there and its blobs are not", "succeeds",
              imported.code == 0 ? "succeeds" : "fails");
  CHECK_THAT(imported.problems, ContainsSubstring("[1/5]") && ContainsSubstring("[5/5]") &&
                                    ContainsSubstring("not found"));
  CHECK(world.daemon_lives());
}

TEST_CASE("a hit whose data is gone fails the build") {
  BuildWorld world;
  const CacheAt cache{.scope = "gone"};
  export_and_forget(world, cache);
  CHECK(world.service().evict({.key = "buildkit-blob-", .scope = "", .payload_only = true}) > 0);
  const auto imported = world.build(world.request({world.import_from(cache)}));
  world.check(buildkit, "import, the data behind a hit is gone (404)", "fails",
              imported.code == 0 ? "succeeds" : "fails");
  CHECK(world.daemon_lives());
}

/// An index reservation that a dead job left.
void leave_reservation(BuildWorld& world, const std::string& key) {
  const auto url =
      world.service().url() + "twirp/github.actions.results.api.v1.CacheService/CreateCacheEntry";
  const nlohmann::json message{
      {"key", key},
      {"version", "693bb7016429d80366022f036f84856888c9f13e00145f5f6f4dce303a38d6f2"}};
  const auto reply =
      world.wait_for(http::post_json(url, world.token(), message.dump(), std::chrono::seconds(10)));
  REQUIRE(reply.has_value());
  REQUIRE(reply->status == 200);
}

TEST_CASE("an index reservation that a dead job left delays no later export") {
  service::actions_cache::Settings settings;
  settings.unfinished_limit = std::chrono::seconds(1);
  BuildWorld world(settings);
  leave_reservation(world, "index-left-1-f921bd05#1");
  std::this_thread::sleep_for(std::chrono::milliseconds(1'100));
  const auto exported = world.build(world.request({}, {world.export_to({.scope = "left"})}));
  INFO(exported.problems);
  world.check(buildkit, "export after a reservation that nobody finished", "0 cached, 5 executed",
              exported.steps());
  const auto finalized = only(exported.requests, "finalize");
  REQUIRE(!finalized.empty());
  world.check(buildkit, "its index", "index-left-1-f921bd05#1", finalized.back().key);
  const auto created = only(exported.requests, "create");
  CHECK(std::none_of(created.begin(), created.end(),
                     [](const Request& made) { return made.status == 409; }));
}

TEST_CASE("an import that the service refuses builds without cache, an export fails") {
  BuildWorld world;
  const CacheAt cache{.scope = "refused"};
  export_and_forget(world, cache);
  world.service().add_fault(answer("lookup", 500, 1));
  world.check(buildkit, "import, the index lookup answers 500", "0 cached, 5 executed",
              world.build(world.request({world.import_from(cache)})).steps());
  world.service().clear_faults();
  world.service().add_fault(answer("lookup", 503, 1));
  world.check(buildkit, "export, a lookup answers 503", "failed",
              world.build(world.request({}, {world.export_to(cache)})).steps());
  world.service().clear_faults();
  world.service().set_read_only(true);
  const auto denied = world.build(world.request({}, {world.export_to({.scope = "denied"})}));
  world.check(buildkit, "export to a service that is read-only", "failed", denied.steps());
  CHECK(world.daemon_lives());
}

TEST_CASE("an upload or download that is answered 503 once is done again after Retry-After") {
  BuildWorld world;
  const CacheAt cache{.scope = "busy"};
  auto busy = answer("upload", 503, 1);
  busy.retry_after = 1;
  world.service().add_fault(busy);
  const auto exported = world.build(world.request({}, {world.export_to(cache)}));
  world.check(buildkit, "export, an upload answers 503 once", "0 cached, 5 executed",
              exported.steps());
  CHECK(exported.seconds < 8);
  world.service().clear_faults();
  world.prune();
  busy.operation = "download";
  world.service().add_fault(busy);
  const auto imported = world.build(world.request({world.import_from(cache)}));
  world.check(buildkit, "import, a download answers 503 once", "5 cached, 0 executed",
              imported.steps());
  CHECK(imported.seconds < 8);
  const auto again = only(imported.requests, "download");
  CHECK(std::count_if(again.begin(), again.end(),
                      [](const Request& request) { return request.retry; }) == 1);
  CHECK(world.daemon_lives());
}

TEST_CASE("three answers of 429 to a lookup cost an import seven seconds and nothing else") {
  BuildWorld world;
  const CacheAt cache{.scope = "limited"};
  export_and_forget(world, cache);
  world.service().add_fault(answer("lookup", 429, 3));
  const auto imported = world.build(world.request({world.import_from(cache)}));
  world.check(buildkit, "import, three lookups answer 429", "5 cached, 0 executed",
              imported.steps());
  CHECK(imported.seconds > 6);
  CHECK(imported.seconds < 20);
}

/// One layer of 70 MB that no compressor shrinks, its digest beside it, and a last step that
/// compares them.
void write_big_context(BuildWorld& world, const std::string& input) {
  world.write_context(input);
  world.write_file("context/Dockerfile",
                   "FROM scratch\n"
                   "COPY busybox /bin/busybox\n"
                   "RUN [\"/bin/busybox\", \"sh\", \"-c\", \"/bin/busybox dd if=/dev/urandom "
                   "of=/big bs=1000000 count=70 && /bin/busybox sha1sum /big > /sum\"]\n"
                   "COPY input /input\n"
                   "RUN [\"/bin/busybox\", \"sha1sum\", \"-c\", \"/sum\"]\n");
}

/// The key of the largest entry.
std::string largest_key(const BuildWorld& world) {
  const auto entries = world.service().entries();
  const auto largest =
      std::max_element(entries.begin(), entries.end(),
                       [](const auto& one, const auto& other) { return one.bytes < other.bytes; });
  REQUIRE(largest != entries.end());
  return largest->key;
}

void check_reset(BuildWorld& world, const CacheAt& cache, Fault::Cut cut) {
  Fault fault;
  fault.operation = "download";
  fault.key = largest_key(world);
  fault.times = 1;
  fault.cut = cut;
  fault.cut_after = 30 * mebibyte;
  world.service().clear_faults();
  world.service().add_fault(fault);
  write_big_context(world, cut == Fault::Cut::reset ? "reset" : "truncated");
  world.prune();
  const auto imported = world.build(world.request({world.import_from(cache)}));
  INFO(imported.problems);
  if (cut == Fault::Cut::reset) {
    world.check(buildkit, "TCP reset at 30 MiB of a layer of 70 MB", "2 cached, 2 executed",
                imported.steps());
    CHECK(only(imported.requests, "download").size() > 3);
  } else {
    world.check(buildkit, "orderly end at 30 MiB of a layer of 70 MB", "failed", imported.steps());
  }
}

TEST_CASE("a layer of 70 MB comes back unchanged, also through a connection that was reset") {
  BuildWorld world;
  const CacheAt cache{.scope = "big"};
  write_big_context(world, "first");
  const auto exported = world.build(world.request({}, {world.export_to(cache)}));
  INFO(exported.problems);
  REQUIRE(exported.code == 0);
  const auto uploads = only(exported.requests, "upload");
  const auto blob = largest_key(world);
  const auto blocks = std::count_if(uploads.begin(), uploads.end(),
                                    [&](const Request& made) { return made.key == blob; });
  world.check(buildkit, "uploads of a layer of 70 MB", "68", std::to_string(blocks));
  check_reset(world, cache, Fault::Cut::reset);
  check_reset(world, cache, Fault::Cut::truncate);
  CHECK(world.daemon_lives());
}

/// The most downloads that were under way at the same time.
class Overlap {
 public:
  explicit Overlap(BuildWorld& world) {
    world.service().on_request([this](const Request& request) {
      if (request.operation != "download") return;
      const auto now = std::chrono::steady_clock::now();
      const std::chrono::duration<double> took(request.seconds);
      spans_.emplace_back(now - std::chrono::duration_cast<Clock::duration>(took), now);
    });
  }
  std::size_t highest() const {
    std::size_t most = 0;
    for (const auto& [start, end] : spans_)
      most = std::max(most, static_cast<std::size_t>(std::count_if(
                                spans_.begin(), spans_.end(), [at = start](const auto& span) {
                                  return span.first <= at && at < span.second;
                                })));
    return most;
  }
  std::size_t size() const { return spans_.size(); }

 private:
  using Clock = std::chrono::steady_clock;
  std::vector<std::pair<Clock::time_point, Clock::time_point>> spans_;
};

TEST_CASE("fifteen layers behind a slow service are fetched four at a time") {
  BuildWorld world;
  const CacheAt cache{.scope = "slow"};
  const auto write_layers = [&](const std::string& last) {
    std::string text = "FROM scratch\nCOPY busybox /bin/busybox\n";
    for (int number = 1; number < 15; ++number)
      text += fmt::format("COPY input /{}\n", number);
    world.write_context("layers");
    world.write_file("context/Dockerfile",
                     text + "RUN [\"/bin/busybox\", \"echo\", \"" + last + "\"]\n");
  };
  write_layers("first");
  CHECK(world.build(world.request({}, {world.export_to(cache)})).code == 0);
  world.prune();
  write_layers("second");
  Fault slow;
  slow.operation = "download";
  slow.delay = 0.3;
  world.service().add_fault(slow);
  const Overlap overlap(world);
  const auto imported = world.build(world.request({world.import_from(cache)}));
  world.check(buildkit, "15 layers, each download 0.3 s late", "15 cached, 1 executed",
              imported.steps());
  CHECK(overlap.highest() >= 2);
  CHECK(overlap.highest() <= 4);
}

}  // namespace
}  // namespace bxbench::tests
