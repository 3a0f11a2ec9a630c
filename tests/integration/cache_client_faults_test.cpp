// SPDX-License-Identifier: Apache-2.0
// What @actions/cache makes of a service that is busy or broken: it never fails a job.
#include <tests/integration/cache_node.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <fmt/format.h>

using Catch::Matchers::ContainsSubstring;
using nlohmann::json;

namespace bxbench::tests {
namespace {

using suite::Fault;

/// What one operation says while a fault is in force.
json perform_with(NodeWorld& world, const Fault& fault, const json& operation) {
  world.service().add_fault(fault);
  const auto done = world.perform(json::array({operation}));
  world.service().clear_faults();
  return done[0];
}

Fault answer(const std::string& operation, int status, std::uint64_t times) {
  Fault fault;
  fault.operation = operation;
  fault.status = status;
  fault.times = times;
  return fault;
}

void fill(NodeWorld& world) {
  world.perform(
      json::array({write_of("data/file", 3'000'000), save_of(newest_v2, "data", "there")}));
}

TEST_CASE("a lookup that is limited is a miss, and its warning quotes Retry-After") {
  NodeWorld world;
  fill(world);
  auto limited = answer("lookup", 429, 1);
  limited.retry_after = 17;
  const auto got = perform_with(world, limited, restore_of(newest_v2, "data", "there"));
  world.check(newest_v2.title, "restore, the lookup answers 429", "miss", outcome_of(got));
  CHECK_THAT(got["log"].get<std::string>(), ContainsSubstring("17 seconds"));
  const auto older = perform_with(world, limited, restore_of(older_v1, "data", "there"));
  world.check(older_v1.title, "restore, the lookup answers 429", "miss", outcome_of(older));
}

TEST_CASE("what is answered 503 once is done again and succeeds") {
  NodeWorld world;
  fill(world);
  world.check(newest_v2.title, "save, the create answers 503 once", "saved",
              outcome_of(perform_with(world, answer("create", 503, 1),
                                      save_of(newest_v2, "data", "create"))));
  world.check(newest_v2.title, "save, the upload answers 503 once", "saved",
              outcome_of(perform_with(world, answer("upload", 503, 1),
                                      save_of(newest_v2, "data", "upload"))));
  world.check(newest_v1.title, "save, a chunk answers 503 once", "saved",
              outcome_of(perform_with(world, answer("upload", 503, 1),
                                      save_of(newest_v1, "data", "chunk"))));
}

TEST_CASE("a download that breaks off is a miss") {
  NodeWorld world;
  fill(world);
  Fault broken;
  broken.operation = "download";
  broken.cut_after = 1'000'000;
  broken.cut = Fault::Cut::truncate;
  world.check(newest_v2.title, "restore, the download ends early", "miss",
              outcome_of(perform_with(world, broken, restore_of(newest_v2, "data", "there"))));
  broken.cut = Fault::Cut::reset;
  world.check(newest_v2.title, "restore, the download is reset", "miss",
              outcome_of(perform_with(world, broken, restore_of(newest_v2, "data", "there"))));
}

TEST_CASE("a service that is read-only denies a save, which is a warning") {
  NodeWorld world;
  fill(world);
  world.service().set_read_only(true);
  const auto done = world.perform(
      json::array({save_of(newest_v2, "data", "new"), restore_of(newest_v2, "data", "there")}));
  world.check(newest_v2.title, "save to a service that is read-only", "not saved",
              outcome_of(done[0]));
  CHECK_THAT(done[0]["log"].get<std::string>(), ContainsSubstring("cache write denied:"));
  world.check(newest_v2.title, "restore from a service that is read-only", "hit there",
              outcome_of(done[1]));
}

unsigned short free_port() {
  using boost::asio::ip::tcp;
  boost::asio::io_context context;
  const tcp::acceptor acceptor(context, {boost::asio::ip::address_v4::loopback(), 0});
  return acceptor.local_endpoint().port();
}

TEST_CASE("under a name of Azure's the client reads in ranges, and gets the same bytes") {
  service::actions_cache::Settings settings;
  settings.port = free_port();
  settings.external_url = fmt::format("http://some.blob.core.windows.net:{}/", settings.port);
  NodeWorld world("/var/tmp", settings);
  const auto done =
      world.perform(json::array({{{"op", "azureIsHere"}},
                                 write_of("data/file", 20'000'000),
                                 digest_of("data/file"),
                                 save_of(newest_v2, "data", "azure"),
                                 remove_of("data"),
                                 restore_of(newest_v2, "data", "azure"),
                                 digest_of("data/file")}),
                    {{"ACTIONS_RESULTS_URL", settings.external_url}, {"no_proxy", "*"}});
  INFO(done.dump(1));
  world.check(newest_v2.title, "save to a name of Azure's", "saved", outcome_of(done[3]));
  world.check(newest_v2.title, "restore from a name of Azure's", "hit azure", outcome_of(done[5]));
  CHECK(same_digest(done[2], done[6]));
  CHECK(only(world.new_requests(), "download").size() >= 5);
}

}  // namespace
}  // namespace bxbench::tests
